using System.Globalization;

namespace ProcLaunch.Profiles;

/// <summary>Sizes as users write them: <c>64KiB</c>, <c>10MiB</c>, <c>1.5GiB</c>, or the plain number of bytes.</summary>
internal static class ByteSize
{
    /// <summary>What to write instead of something that is no size.</summary>
    public const string WhatToWrite = "write a number and a unit, \"64KiB\", \"10MiB\" or \"1GiB\", or the number of bytes without quotes";

    /// <summary>Why something is no size that can be used.</summary>
    public const string TooLarge = "is larger than 1048576 GiB";

    /// <summary>What a file or an address space can have in 64 bits, with room to calculate.</summary>
    public const long Largest = 1L << 50;

    private static readonly (string Name, long Bytes)[] Units = [("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30)];

    /// <returns>Why the text is no size with a unit, or null.</returns>
    public static string? Problem(string text, out long size)
    {
        size = 0;
        var unit = Units.FirstOrDefault(unit => text.EndsWith(unit.Name, StringComparison.Ordinal));
        var number = text.AsSpan(0, text.Length - (unit.Name?.Length ?? 0));
        if (unit.Name is null || !DecimalNumber.Is(number))
            return "is not a size";
        // Too many digits for a decimal are far too many.
        if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count) || count > (decimal)Largest / unit.Bytes)
            return TooLarge;
        size = (long)(count * unit.Bytes);
        return null;
    }
}
