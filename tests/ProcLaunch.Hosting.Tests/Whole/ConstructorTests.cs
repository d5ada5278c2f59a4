using Microsoft.Extensions.Logging;
using ProcLaunch.Hosting.Tests.Support;

namespace ProcLaunch.Hosting.Tests.Whole;

/// <summary>A supervisor that cannot be made leaves nothing behind. Descriptors are counted: nothing runs beside these tests.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ConstructorTests : IDisposable
{
    private readonly Workspace workspace = new();

    [Test]
    public void A_missing_state_directory_is_said() => Fails<DirectoryNotFoundException>(new() { StateDirectory = workspace.PathOf("none") }, "the state directory * does not exist");

    [Test]
    public void A_state_directory_that_is_a_file_is_said() => Fails<DirectoryNotFoundException>(new() { StateDirectory = workspace.Write("file", "") }, "the state directory * does not exist");

    [Test]
    public void A_missing_profiles_directory_is_said_and_the_state_directory_is_free_again()
    {
        var state = workspace.NewDirectory("state");
        Fails<DirectoryNotFoundException>(new() { StateDirectory = state, ProfilesDirectory = workspace.PathOf("none") }, "the profiles directory * does not exist");
        using var free = StateLock.Take(state);
    }

    [Test]
    public void A_state_directory_in_use_is_said()
    {
        var state = workspace.NewDirectory("state");
        using var other = StateLock.Take(state);
        Fails<StateDirectoryInUseException>(new() { StateDirectory = state }, "another supervisor runs on the state directory *");
    }

    [Test]
    public void A_state_directory_that_cannot_be_used_is_given_back()
    {
        var state = workspace.NewDirectory("state");
        File.CreateSymbolicLink(Path.Combine(state, "pipe"), "/tmp");
        Fails<IOException>(new() { StateDirectory = state }, "*it is a link");
        using var free = StateLock.Take(state);
    }

    [Test]
    public void A_logger_factory_that_throws_leaves_no_directory()
    {
        using var loggers = new ThrowingLoggers();
        var before = Directory.GetDirectories(Path.GetTempPath(), "proclaunch-??????");
        Fails<InvalidOperationException>(new() { LoggerFactory = loggers }, "no logger today");
        Directory.GetDirectories(Path.GetTempPath(), "proclaunch-??????").Should().BeSubsetOf(before);
    }

    [Test]
    public async Task One_that_was_disposed_is_not_started()
    {
        var supervisor = new Supervisor();
        await supervisor.DisposeAsync();
        await supervisor.Invoking(supervisor => supervisor.StartAsync()).Should().ThrowAsync<ObjectDisposedException>();
    }

    public void Dispose() => workspace.Dispose();

    private static void Fails<T>(SupervisorOptions options, string message)
        where T : Exception
    {
        // Once for what is made only once in the life of a process.
        FluentActions.Invoking(() => new Supervisor(options)).Should().Throw<T>().WithMessage(message);
        var before = Directory.GetFiles("/proc/self/fd").Length;
        for (var i = 0; i < 20; i++)
            FluentActions.Invoking(() => new Supervisor(options)).Should().Throw<T>();
        // The runtime may open or close one or two of its own meanwhile.
        Directory.GetFiles("/proc/self/fd").Length.Should().BeLessThan(before + 10);
    }

    private sealed class ThrowingLoggers : ILoggerFactory
    {
        public ILogger CreateLogger(string categoryName) => throw new InvalidOperationException("no logger today");

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public void Dispose()
        {
        }
    }
}
