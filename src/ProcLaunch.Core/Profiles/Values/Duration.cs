using System.Globalization;

namespace ProcLaunch.Profiles;

/// <summary>Durations as users write them: <c>500ms</c>, <c>1.5s</c>, <c>2m</c>, <c>1h</c>.</summary>
internal static class Duration
{
    /// <summary>What to write instead of something that is no duration.</summary>
    public const string WhatToWrite = "write a number and a unit: \"500ms\", \"10s\", \"2m\" or \"1h\"";

    // Timers of the runtime count milliseconds in 31 bits.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(24);

    private static readonly (string Name, long Ticks)[] Units =
    [
        ("ms", TimeSpan.TicksPerMillisecond), // before "s", which it ends with
        ("s", TimeSpan.TicksPerSecond),
        ("m", TimeSpan.TicksPerMinute),
        ("h", TimeSpan.TicksPerHour),
    ];

    /// <returns>Why the text is no duration, or null.</returns>
    public static string? Problem(string text, out TimeSpan duration)
    {
        duration = default;
        var unit = Units.FirstOrDefault(unit => text.EndsWith(unit.Name, StringComparison.Ordinal));
        var number = text.AsSpan(0, text.Length - (unit.Name?.Length ?? 0));
        if (unit.Name is null || !DecimalNumber.Is(number))
            return "is not a duration";
        // Too many digits for a decimal are far too many.
        if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
            || count > (decimal)Longest.Ticks / unit.Ticks)
            return string.Create(CultureInfo.InvariantCulture, $"is longer than {Longest.Days} days");
        duration = TimeSpan.FromTicks((long)(count * unit.Ticks));
        return null;
    }
}
