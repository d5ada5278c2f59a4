using ProcLaunch.Lifecycle;
using static ProcLaunch.Lifecycle.ProfileEvent;

namespace ProcLaunch.Core.Tests.Lifecycle;

/// <summary>What the host and people tell the profile on the stage, in the words of the stories.</summary>
internal static class StageNews
{
    public static ProcessIdentity Process(int pid) => new(pid, pid * 10);

    public static Stage Start(this Stage stage) => stage.Post(new SeveralRequested(RequestKind.Start, [Stage.Name]));

    public static Stage Stop(this Stage stage) => stage.Post(new SeveralRequested(RequestKind.Stop, [Stage.Name]));

    public static Stage Restart(this Stage stage) => stage.Post(new SeveralRequested(RequestKind.Restart, [Stage.Name]));

    public static Stage Reload(this Stage stage) => stage.Post(new ReloadRequested(Stage.Name));

    public static Stage ChangeFiles(this Stage stage) => stage.Post(new FilesChanged(Stage.Name));

    public static Stage Disappear(this Stage stage) => stage.Post(new Disappeared(Stage.Name));

    public static Stage Launched(this Stage stage, int pid) => stage.Post(new Launched(Stage.Name, stage.Run, Process(pid)));

    public static Stage LaunchFailed(this Stage stage, string reason = "run: not found") =>
        stage.Post(new LaunchFailed(Stage.Name, stage.Run, reason));

    public static Stage LauncherEnded(this Stage stage, int code = 0, bool leftBehind = true) =>
        stage.Post(new LauncherEnded(Stage.Name, stage.Run, ExitStatus.Exited(code), leftBehind));

    public static Stage Found(this Stage stage, int pid, bool alreadyRan = false) =>
        stage.Post(new DaemonFound(Stage.Name, stage.Run, Process(pid), alreadyRan));

    public static Stage Exits(this Stage stage, int code = 0, bool leaving = false) => stage.Ends(ExitStatus.Exited(code), leaving);

    public static Stage Ends(this Stage stage, ExitStatus status, bool leaving = false) =>
        stage.Post(new ServiceEnded(Stage.Name, stage.Run, status, leaving));

    /// <summary>A daemon's end: never our child, and nobody knows of its children before somebody looks.</summary>
    public static Stage DaemonEnds(this Stage stage) => stage.Ends(ExitStatus.Unknown, leaving: true);

    public static Stage Vanishes(this Stage stage) => stage.Post(new RunVanished(Stage.Name, stage.Run));
}
