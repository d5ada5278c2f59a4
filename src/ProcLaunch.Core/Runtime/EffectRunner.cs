using ProcLaunch.Hosting;
using ProcLaunch.Lifecycle;
using ProcLaunch.Logging;
using ProcLaunch.Output;
using ProcLaunch.Probes;
using ProcLaunch.Profiles;

namespace ProcLaunch.Runtime;

/// <summary>
/// Does what the rules asked for, away from the loop, one effect after the other. Only making the processes has a queue of its
/// own: an exec that hangs must not hold up the signals of others. Nothing is sent to a run before its launch has been told.
/// </summary>
internal sealed class EffectRunner(
    IProcessHost host, RecordStore records, IServiceOutput capture, IServiceProbes probes, IUserAccounts users, Announcer announcer, LoopClock clock, HostOptions options,
    Action<ProfileEvent> tell, Action<string, Notice, Notice> amend, Action<SerialQueue>? begin = null)
{
    // So many that some are left when blank ones are passed over.
    private const int LastLines = 20;

    // How long the log waits for what a service wrote last, where a disk hangs.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly SerialQueue launches = new(e => tell(new ProfileEvent.TroubleMet("", $"launching failed unexpectedly: {e}")), begin);
    private readonly SerialQueue others = new(e => tell(new ProfileEvent.TroubleMet("", $"an effect failed unexpectedly: {e}")), begin);
    private readonly HashSet<string> unsaved = [];

    public void Perform(Effect effect)
    {
        switch (effect)
        {
            case Effect.Announce { Notice: Notice.StartFailed failed } announce:
                AnnounceFailedStart(announce.Profile, failed);
                break;
            case Effect.Announce announce:
                announcer.Say(log => log.Write(announce.Profile, announce.Notice));
                break;
            case Effect.Launch launch:
                others.Post(() => Launch(launch));
                break;
            case Effect.Adopt adopt:
                others.Post(() => Adopt(adopt));
                break;
            case Effect.Send send:
                others.Post(() => Send(send));
                break;
            case Effect.Follow follow:
                others.Post(() => host.Follow(follow.Run, follow.Service));
                break;
            case Effect.LookAgain look:
                others.Post(() => host.LookAgain(look.Run));
                break;
            case Effect.Release release:
                others.Post(() => Release(release.Run));
                break;
            case Effect.AwaitReady ready:
                others.Post(() => probes.AwaitReady(ready.Run, ready.Definition));
                break;
            case Effect.WatchHealth health:
                others.Post(() => probes.WatchHealth(health.Run, health.Definition));
                break;
            case Effect.EndProbes end:
                others.Post(() => probes.End(end.Run));
                break;
            case Effect.KeepOutput keep:
                others.Post(() => Resume(keep.Profile, keep.Settings));
                break;
            case Effect.Save save:
                others.Post(() => Save(save.Record));
                break;
            case Effect.Forget forget:
                others.Post(() => Forget(forget.Profile));
                break;
            default:
                throw new System.Diagnostics.UnreachableException($"nobody carries out {effect.GetType().Name}");
        }
    }

    /// <summary>Completes when all effects so far were carried out and what they led to is in the log.</summary>
    public async Task WhenIdle()
    {
        // In this order: the second queue is filled by the first, the log by both.
        await others.WhenIdle().ConfigureAwait(false);
        await launches.WhenIdle().ConfigureAwait(false);
        await announcer.WhenIdle().ConfigureAwait(false);
    }

    /// <summary>
    /// What it wrote last is read in line with the orders, before the next launch begins to write, and said in line with all
    /// that is said.
    /// </summary>
    private void AnnounceFailedStart(string profile, Notice.StartFailed failed)
    {
        var output = new TaskCompletionSource<IReadOnlyList<string>>(TaskCreationOptions.RunContinuationsAsynchronously);
        others.Post(() => output.SetResult(capture.TailOfRun(profile, LastLines)));
        announcer.Say(log =>
        {
            var known = failed with { Output = output.Task.Wait(Patience) ? output.Task.Result : [] };
            log.Write(profile, known);
            amend(profile, failed, known);
        });
    }

    private void Launch(Effect.Launch launch)
    {
        var definition = launch.Definition;
        options.Pass(CrashPoint.BeforeRecord);
        // Without a record the marker alone finds it again: a full disk must not keep a service down.
        Save(launch.Record);
        ServiceLinks links;
        try
        {
            capture.Open(definition.Name, OwnerOf(definition), definition.Log);
            links = probes.Prepare(launch.Run, launch.Instance, definition, otherUser: OwnerOf(definition) is > 0);
        }
        catch (Exception e)
        {
            // Whatever it was: a launch without an answer would never end.
            tell(new ProfileEvent.LaunchFailed(definition.Name, launch.Run, e.Message));
            return;
        }
        var linked = links.Variables.Count == 0 ? definition : definition with { Environment = Merged(definition.Environment, links.Variables) };
        launches.Post(() => host.Launch(new LaunchRequest(launch.Run, launch.Instance, linked, capture.PipePath(definition.Name))
        {
            Notification = links.Descriptor is { } number ? (number, links.Pipe!) : null,
        }));
    }

    private static Dictionary<string, string> Merged(IReadOnlyDictionary<string, string> variables, IReadOnlyDictionary<string, string> winning)
    {
        var merged = new Dictionary<string, string>(variables);
        foreach (var (name, value) in winning)
            merged[name] = value;
        return merged;
    }

    private void Release(long run)
    {
        host.Release(run);
        probes.Release(run);
    }

    private void Resume(string profile, LogSettings settings)
    {
        try
        {
            capture.Resume(profile, settings);
        }
        catch (IOException e)
        {
            tell(new ProfileEvent.TroubleMet(profile, $"its output is not captured: {e.Message}"));
        }
    }

    private void Send(Effect.Send send)
    {
        options.Pass(CrashPoint.BeforeSignal);
        host.Send(send.Run, send.Signal, send.Target);
        options.Pass(CrashPoint.AfterSignal);
    }

    private void Adopt(Effect.Adopt adopt)
    {
        Resume(adopt.Definition.Name, adopt.Definition.Log);
        host.Adopt(new AdoptRequest(adopt.Run, adopt.Instance, adopt.Definition, adopt.Remains));
        if ((adopt.Remains.Service ?? adopt.Remains.Launched) is { } process)
            probes.Resume(adopt.Run, adopt.Definition, process);
    }

    private void Save(ProfileRecord record)
    {
        options.Pass(CrashPoint.BeforeSave);
        try
        {
            records.Save(clock.Lasting(record));
            lock (unsaved)
                unsaved.Remove(record.Profile);
        }
        catch (IOException e)
        {
            lock (unsaved)
            {
                if (!unsaved.Add(record.Profile))
                    return;
            }
            tell(new ProfileEvent.TroubleMet(record.Profile, $"its record cannot be kept: {e.Message}; after a crash of ProcLaunch it is found by its marker alone"));
        }
    }

    private void Forget(string profile)
    {
        options.Pass(CrashPoint.BeforeForget);
        records.Remove(profile);
        capture.Forget(profile);
        options.Pass(CrashPoint.AfterForget);
    }

    private uint? OwnerOf(ProfileDefinition definition) =>
        definition.User is { } name && users.CurrentUid == 0 ? users.Find(name)?.Uid : null;
}
