namespace ProcLaunch.Profiles;

/// <summary>The numbers in durations and sizes: digits, with at most one point between them, no sign, no exponent.</summary>
internal static class DecimalNumber
{
    public static bool Is(ReadOnlySpan<char> text)
    {
        var point = text.IndexOf('.');
        return point < 0 ? AreDigits(text) : AreDigits(text[..point]) && AreDigits(text[(point + 1)..]);
    }

    private static bool AreDigits(ReadOnlySpan<char> text) => text.Length > 0 && !text.ContainsAnyExceptInRange('0', '9');
}
