namespace ProcLaunch.Hosting.Tests.Contract;

/// <summary>What people must be able to read when a program cannot be started.</summary>
internal static class Refusals
{
    public static string? WordsFor(ProgramKind kind) => kind switch
    {
        ProgramKind.Missing => "not found",
        ProgramKind.NotExecutable => "permission denied (is it chmod +x?)",
        ProgramKind.BadInterpreter => "its interpreter /no/such/interpreter is not found",
        ProgramKind.CarriageReturn => "carriage return",
        ProgramKind.NoShebang => "neither a program for this machine nor a script that begins with #!",
        ProgramKind.MissingDirectory => "no such directory",
        ProgramKind.MissingUser => "there is no user",
        _ => null,
    };
}
