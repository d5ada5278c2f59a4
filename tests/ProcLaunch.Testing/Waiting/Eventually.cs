namespace ProcLaunch.Testing;

/// <summary>For what the kernel does not tell of: looks again and again until it is so, or fails at the deadline.</summary>
internal static class Eventually
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(5);

    public static async Task Holds(Func<bool> condition, string because)
    {
        using var looks = new PeriodicTimer(BetweenLooks);
        using var deadline = new CancellationTokenSource(Deadline);
        while (!condition())
        {
            try
            {
                await looks.WaitForNextTickAsync(deadline.Token);
            }
            catch (OperationCanceledException)
            {
                throw new AssertionException($"never came true: {because}");
            }
        }
    }
}
