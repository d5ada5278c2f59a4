using System.Threading.Channels;
using ProcLaunch.Lifecycle;

namespace ProcLaunch.Hosting.Tests.Support;

/// <summary>What a host told, in order, and how tests wait for it.</summary>
internal sealed class EventLog
{
    private readonly Channel<ProfileEvent> channel = Channel.CreateUnbounded<ProfileEvent>();

    /// <summary>Called before each wait: a host that holds back its news tells some of it then.</summary>
    public Action WhenWaiting { get; set; } = () => { };

    public void Tell(ProfileEvent happened) => channel.Writer.TryWrite(happened);

    /// <summary>The next event, which must be of this type and run.</summary>
    public async Task<T> NextAsync<T>(long run)
        where T : ProfileEvent.RunEvent
    {
        var next = await NextAsync();
        next.Should().BeOfType<T>();
        var news = (T)next;
        news.Run.Should().Be(run);
        return news;
    }

    /// <summary>The first event of this type and run; what comes before it is skipped.</summary>
    public async Task<T> FirstAsync<T>(long run)
        where T : ProfileEvent.RunEvent
    {
        while (true)
        {
            if (await NextAsync() is T found && found.Run == run)
                return found;
        }
    }

    /// <summary>Whether this was told, and nothing else before it.</summary>
    public bool Took<T>(long run)
        where T : ProfileEvent.RunEvent
    {
        WhenWaiting();
        return channel.Reader.TryRead(out var next) && next.Should().BeOfType<T>().Which.Run == run;
    }

    public async Task<ProfileEvent> NextAsync()
    {
        WhenWaiting();
        return await channel.Reader.ReadAsync().AsTask().WaitAsync(Eventually.Deadline);
    }

    /// <summary>Nothing has been told that was not read.</summary>
    public void ShouldBeEmpty()
    {
        WhenWaiting();
        if (channel.Reader.TryRead(out var unexpected))
            Assert.Fail($"nothing more was to be told, but {unexpected} was");
    }
}
