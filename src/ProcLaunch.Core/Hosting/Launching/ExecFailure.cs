using System.Text;
using ProcLaunch.Posix;
using ProcLaunch.Profiles;

namespace ProcLaunch.Hosting;

/// <summary>Why a program could not be executed (execve(2)), in words that name the real cause.</summary>
internal static partial class ExecFailure
{
    private const int LongestShebang = 256;

    public static string Explain(LaunchPlan plan, int error) => error switch
    {
        Errno.EAGAIN or Errno.ENOMEM => $"cannot make a process: {Errno.Words(error)}",
        _ when Look(plan.WorkingDirectory) is not { Kind: FileKind.Directory } => $"cannot enter {plan.WorkingDirectory}: no such directory",
        Errno.ENOENT or Errno.ENOTDIR => $"cannot execute {plan.Program}: {WhatIsMissing(plan.ProgramPath)}",
        Errno.EACCES => $"cannot execute {plan.Program}: {WhoForbids(plan.ProgramPath)}",
        Errno.ENOEXEC => $"cannot execute {plan.Program}: neither a program for this machine nor a script that begins with #!",
        _ => $"cannot execute {plan.Program}: {Errno.Words(error)}",
    };

    private static string WhatIsMissing(string program)
    {
        if (Look(program) is null)
            return "not found";
        if (Interpreter(program) is not { } interpreter)
            return "the loader it was built for is not found";
        return interpreter.EndsWith('\r')
            ? $"its interpreter {interpreter[..^1]}\\r is not found (its first line ends in a carriage return: save it with Unix line ends)"
            : $"its interpreter {interpreter} is not found";
    }

    private static string WhoForbids(string program) => Look(program) switch
    {
        { Kind: not FileKind.Regular } => "permission denied (it is not a regular file)",
        { AnyoneMayExecute: false } => "permission denied (is it chmod +x?)",
        _ when Interpreter(program) is { } interpreter && Look(interpreter) is { AnyoneMayExecute: false } => $"permission denied (its interpreter {interpreter} is not executable)",
        _ => "permission denied (may its directory be entered, is its file system mounted noexec?)",
    };

    private static string? Interpreter(string program)
    {
        try
        {
            using var file = Descriptor.Open(program, Descriptor.ReadOnly | Descriptor.NonBlocking);
            Span<byte> start = stackalloc byte[LongestShebang];
            var length = file.Read(start);
            if (length < 2 || !start.StartsWith("#!"u8))
                return null;
            var line = Encoding.UTF8.GetString(start[2..length]).Split('\n')[0].TrimStart(' ', '\t');
            return line.Split(' ', '\t')[0];
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static FileFact? Look(string path)
    {
        try
        {
            return FileStatus.Of(path, follow: true);
        }
        catch (IOException)
        {
            // What may not be looked at is as good as missing to whoever wants to execute it.
            return null;
        }
    }
}
