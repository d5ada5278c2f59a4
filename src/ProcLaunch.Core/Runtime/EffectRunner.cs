using ProcLaunch.Hosting;
using ProcLaunch.Lifecycle;
using ProcLaunch.Logging;
using ProcLaunch.Output;
using ProcLaunch.Profiles;

namespace ProcLaunch.Runtime;

/// <summary>
/// Does what the rules asked for, away from the loop. Launches have a lane of their own: an exec that hangs must not hold up
/// the signals of others. Nothing is sent to a run before its launch has been told, so the lanes need no order between them.
/// </summary>
internal sealed class EffectRunner(
    IProcessHost host, RecordStore records, Capture capture, IUserAccounts users, NoticeLog log, Action<ProfileEvent> tell)
{
    private readonly Lane launches = new(e => tell(new ProfileEvent.TroubleMet("", $"launching failed unexpectedly: {e}")));
    private readonly Lane others = new(e => tell(new ProfileEvent.TroubleMet("", $"an order failed unexpectedly: {e}")));
    private readonly HashSet<string> unsaved = [];

    public void Perform(Effect effect)
    {
        switch (effect)
        {
            case Effect.Announce announce:
                log.Write(announce.Profile, announce.Notice);
                break;
            case Effect.Launch launch:
                launches.Post(() => Launch(launch));
                break;
            case Effect.Adopt adopt:
                others.Post(() => Adopt(adopt));
                break;
            case Effect.Send send:
                others.Post(() => host.Send(send.Run, send.Signal, send.Target));
                break;
            case Effect.LookAgain look:
                others.Post(() => host.LookAgain(look.Run));
                break;
            case Effect.Release release:
                others.Post(() => host.Release(release.Run));
                break;
            case Effect.Save save:
                others.Post(() => Save(save.Record));
                break;
            case Effect.Forget forget:
                others.Post(() => Forget(forget.Profile));
                break;
        }
    }

    /// <summary>Completes when all orders so far were carried out.</summary>
    public async Task WhenIdle()
    {
        await launches.WhenIdle().ConfigureAwait(false);
        await others.WhenIdle().ConfigureAwait(false);
    }

    private void Launch(Effect.Launch launch)
    {
        var definition = launch.Definition;
        // Without a record the marker alone finds it again: a full disk must not keep a service down.
        Save(launch.Record);
        try
        {
            capture.Open(definition.Name, OwnerOf(definition), definition.Log);
        }
        catch (IOException e)
        {
            tell(new ProfileEvent.LaunchFailed(definition.Name, launch.Run, e.Message));
            return;
        }
        host.Launch(new LaunchOrder(launch.Run, launch.Instance, definition, capture.PipePath(definition.Name)));
    }

    private void Adopt(Effect.Adopt adopt)
    {
        try
        {
            capture.Resume(adopt.Definition.Name, adopt.Definition.Log);
        }
        catch (IOException e)
        {
            tell(new ProfileEvent.TroubleMet(adopt.Definition.Name, $"its output is not captured: {e.Message}"));
        }
        host.Adopt(new AdoptOrder(adopt.Run, adopt.Instance, adopt.Definition, adopt.Remains));
    }

    private void Save(ProfileRecord record)
    {
        try
        {
            records.Save(record);
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
        records.Remove(profile);
        capture.Forget(profile);
    }

    private uint? OwnerOf(ProfileDefinition definition) =>
        definition.User is { } name && users.CurrentUid == 0 ? users.Find(name)?.Uid : null;
}
