using ProcLaunch.Control;

namespace ProcLaunch.Cli.Status;

/// <summary>Shows the status anew whenever something happened; to a person also every second, for what grows by itself.</summary>
internal sealed class StatusWatch(ControlClient client, IReadOnlyList<string> names, StatusDisplay display)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <param name="connect">Makes a second connection, over which events come.</param>
    /// <returns>The exit code, when the supervisor has ended.</returns>
    public async Task<int> RunAsync(Func<Task<ControlClient>> connect)
    {
        await using var listener = await connect().ConfigureAwait(false);
        // Before the first look, so that nothing happens in between.
        var stream = await listener.GetEventsAsync().ConfigureAwait(false);
        await using var events = stream.Events.GetAsyncEnumerator();
        var next = events.MoveNextAsync().AsTask();
        while (true)
        {
            display.Redraw(await client.GetStatusAsync(names).ConfigureAwait(false));
            if (display.IsForPeople)
                await Task.WhenAny(next, Task.Delay(Interval)).ConfigureAwait(false);
            else
                await next.ConfigureAwait(false);
            // What happened at once is shown at once.
            while (next.IsCompleted)
            {
                if (!await next.ConfigureAwait(false))
                    return ExitCode.Done;
                next = events.MoveNextAsync().AsTask();
            }
        }
    }
}
