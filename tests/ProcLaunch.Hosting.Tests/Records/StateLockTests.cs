using ProcLaunch.Hosting;

namespace ProcLaunch.Hosting.Tests.Records;

public class StateLockTests
{
    private string directory = null!;

    [SetUp]
    public void SetUp() => directory = Directory.CreateTempSubdirectory("proclaunch-lock-").FullName;

    [TearDown]
    public void TearDown() => Directory.Delete(directory, recursive: true);

    [Test]
    public void It_is_held_while_it_is_held()
    {
        StateLock.IsHeld(directory).Should().BeFalse();
        var held = StateLock.Take(directory);
        StateLock.IsHeld(directory).Should().BeTrue();
        StateLock.Release(held);
        StateLock.IsHeld(directory).Should().BeFalse();
    }

    [Test]
    public async Task Who_looks_keeps_nobody_from_taking_it()
    {
        StateLock.Release(StateLock.Take(directory));
        var done = false;
        var lookers = Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            while (!Volatile.Read(ref done))
                StateLock.IsHeld(directory);
        })).ToArray();
        for (var round = 0; round < 2000; round++)
            StateLock.Release(StateLock.Take(directory));
        Volatile.Write(ref done, true);
        await Task.WhenAll(lookers);
    }
}
