namespace ProcLaunch.Hosting.Tests.Output;

/// <summary>Runs a test's body so that a call that never returns fails the test instead of stopping the run.</summary>
internal static class Deadline
{
    public static readonly TimeSpan Default = TimeSpan.FromSeconds(60);

    public static Task For(Action test) => Task.Factory.StartNew(test, TaskCreationOptions.LongRunning).WaitAsync(Default);
}
