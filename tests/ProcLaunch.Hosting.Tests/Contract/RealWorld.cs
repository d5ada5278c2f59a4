using System.Globalization;
using ProcLaunch.Hosting.Tests.Support;
using ProcLaunch.Lifecycle;
using ProcLaunch.Posix;
using ProcLaunch.Profiles;

namespace ProcLaunch.Hosting.Tests.Contract;

/// <summary>The real host with real processes.</summary>
internal sealed class RealWorld : HostWorld
{
    private static readonly IUserAccounts Users = new UserAccounts();

    private readonly Workspace workspace = new();

    public RealWorld(HostOptions options) => Host = new ProcessHost(Events.Tell, Users, new Marker(new byte[32]), options);

    public override IProcessHost Host { get; }

    public override ProfileDefinition Program(string name, ProgramKind kind)
    {
        if (kind == ProgramKind.MissingUser && Users.CurrentUid != 0)
            Assert.Ignore("only root can change the user");
        var definition = workspace.Definition(name, kind == ProgramKind.EndsAtOnce ? "/bin/true" : PathOf(name, kind)) with
        {
            PidFile = kind >= ProgramKind.WritesPidFile ? workspace.PathOf(name + ".pid") : null,
        };
        return kind switch
        {
            ProgramKind.MissingDirectory => definition with { WorkingDirectory = workspace.PathOf("nowhere") },
            ProgramKind.MissingUser => definition with { User = "no-such-user" },
            _ => definition,
        };
    }

    public override bool IsAlive(int pid) => ProcessStat.Of(pid) is { IsDead: false };

    public override void Kill(int pid)
    {
        workspace.Processes().Should().Contain(pid);
        _ = Libc.kill(pid, Signal.Kill.Number);
    }

    public override Task LetGo(string name) => Workspace.Release(workspace.PathOf(name + ".gate"));

    public override Task WhenReady(string name) => Eventually.Holds(() => File.Exists(workspace.PathOf(name + ".ready")), $"{name} got ready");

    public override async Task<int> MemberOf(string name)
    {
        await WhenReady(name);
        return int.Parse(File.ReadAllText(workspace.PathOf(name + ".ready")), CultureInfo.InvariantCulture);
    }

    public override async Task<ProcessIdentity> StartStranger()
    {
        // Nobody's child, so that it is not for the test to reap.
        using var shell = workspace.Start("/bin/sh", "-c", "setsid sleep 1000 >/dev/null & echo $!");
        var pid = int.Parse((await shell.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
        await shell.WaitForExitAsync();
        return ProcessStat.Of(pid)!.Value.Identity;
    }

    public override void WritePidFile(string name, string content)
    {
        workspace.Write(name + ".new", content);
        File.Move(workspace.PathOf(name + ".new"), workspace.PathOf(name + ".pid"), overwrite: true);
    }

    public override string? PidFileOf(string name) => File.Exists(workspace.PathOf(name + ".pid")) ? File.ReadAllText(workspace.PathOf(name + ".pid")).Trim() : null;

    public override void Dispose()
    {
        Host.Dispose();
        workspace.Dispose();
    }

    private string PathOf(string name, ProgramKind kind)
    {
        switch (kind)
        {
            case ProgramKind.Missing:
                return workspace.PathOf("none");
            case ProgramKind.NotExecutable:
                return workspace.Write(name, "#!/bin/sh\n");
            case ProgramKind.WritesPidFileLater:
                workspace.Fifo(name + ".gate");
                break;
        }
        return workspace.Script(name, TextOf(name, kind));
    }

    private static string TextOf(string name, ProgramKind kind) => kind switch
    {
        ProgramKind.ExitsWithThree => "exit 3",
        ProgramKind.IgnoresTerm => $"trap '' TERM; : > {name}.ready; while :; do sleep 1000; done",
        ProgramKind.LeavesOneBehind => $"sleep 1000 & echo $! > {name}.tmp; mv {name}.tmp {name}.ready; wait",
        ProgramKind.BadInterpreter => "#!/no/such/interpreter\n",
        ProgramKind.CarriageReturn => "#!/bin/sh\r\nexit 0\r\n",
        ProgramKind.NoShebang => "#! \nnothing that can be executed\n",
        ProgramKind.WritesPidFile => $"setsid sleep 1000 & echo $! > {name}.pid",
        ProgramKind.WritesPidFileLater => $"setsid sh -c 'read x < {name}.gate; echo $$ > {name}.pid; exec sleep 1000' & exit 0",
        ProgramKind.NeverWritesPidFile => "exit 0",
        _ => "exec sleep 1000",
    };
}
