namespace ProcLaunch.Testing;

/// <summary>How long anything may take here: far longer than it ever does, so that a busy machine fails no test.</summary>
internal static class Deadline
{
    public static readonly TimeSpan Time = TimeSpan.FromSeconds(40);

    // Between two looks at what nobody notifies of.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);

    public static async Task<T> For<T>(Task<T> task, Func<string> what)
    {
        try
        {
            return await task.WaitAsync(Time);
        }
        catch (TimeoutException)
        {
            throw new AssertionException($"not within {Time.TotalSeconds} s: {what()}");
        }
    }

    /// <summary>Looks until the look finds something.</summary>
    public static async Task<T> Until<T>(Func<T?> look, string what)
        where T : class
    {
        var until = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (look() is { } found)
                return found;
            if (TimeProvider.System.GetElapsedTime(until) > Time)
                throw new AssertionException($"not within {Time.TotalSeconds} s: {what}");
            await Task.Delay(Interval);
        }
    }

    public static async Task Until(Func<Task<bool>> holds, string what)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            if (TimeProvider.System.GetElapsedTime(began) > Time)
                throw new AssertionException($"not within {Time.TotalSeconds} s: {what}");
        }
    }

    public static Task Until(Func<bool> holds, string what) => Until(() => holds() ? "" : null, what);
}
