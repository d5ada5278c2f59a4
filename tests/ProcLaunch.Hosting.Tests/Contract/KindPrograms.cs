using ProcLaunch.Lifecycle;

namespace ProcLaunch.Hosting.Tests.Contract;

/// <summary>Programs that do what their kind says; the first word of a command is its name.</summary>
internal sealed class KindPrograms(FakeWorld world) : IFakePrograms
{
    public string? Refusal(ProfileDefinition definition) => Refusals.WordsFor(KindOf(definition));

    public void Begin(FakeProcess process)
    {
        switch (KindOf(process.Definition))
        {
            case ProgramKind.IgnoresTerm:
                process.Stubborn = true;
                break;
            case ProgramKind.EndsAtOnce:
                world.End(process, ExitStatus.Exited(0));
                break;
            case ProgramKind.ExitsWithThree:
                world.End(process, ExitStatus.Exited(3));
                break;
            case ProgramKind.LeavesOneBehind:
                Make(process, process.Group);
                break;
            case ProgramKind.WritesPidFile:
                world.WritePidFile(Make(process, null));
                world.End(process, ExitStatus.Exited(0));
                break;
            case ProgramKind.WritesPidFileLater:
                Make(process, null);
                world.End(process, ExitStatus.Exited(0));
                break;
            case ProgramKind.NeverWritesPidFile:
                world.End(process, ExitStatus.Exited(0));
                break;
        }
    }

    private FakeProcess Make(FakeProcess parent, int? group) => world.NewProcess(parent.Profile, parent.Instance, parent.Definition, Role.Member, group);

    private static ProgramKind KindOf(ProfileDefinition definition) => Enum.Parse<ProgramKind>(definition.Command[0]);
}
