using ProcLaunch.Posix;
using ProcLaunch.Profiles;

namespace ProcLaunch.Hosting;

// What posix_spawn cannot tell: whether the last program of a chain can be executed, and by that user.
internal static partial class ExecFailure
{
    private const int ExecuteAsOwner = 0x40;
    private const int ExecuteAsGroup = 0x08;
    private const int ExecuteAsOther = 0x01;

    /// <returns>The same words as for a failed exec, or null when nothing speaks against it.</returns>
    public static string? Foresee(LaunchPlan plan, UserAccount? account)
    {
        if (Look(plan.WorkingDirectory) is not { Kind: FileKind.Directory })
            return Explain(plan, Errno.ENOENT);
        if (Look(plan.ProgramPath) is not { } program)
            return Explain(plan, Errno.ENOENT);
        if (program is { Kind: not FileKind.Regular } or { AnyoneMayExecute: false })
            return Explain(plan, Errno.EACCES);
        if (Interpreter(plan.ProgramPath) is { } interpreter)
        {
            if (Look(interpreter) is null)
                return Explain(plan, Errno.ENOENT);
        }
        else if (!IsBinary(plan.ProgramPath))
            // The tools would hand such a file to a shell (execvp(3)); we never do.
            return Explain(plan, Errno.ENOEXEC);
        return account is not null && Forbidden(plan.ProgramPath, account) is { } where
            ? $"cannot execute {plan.Program}: permission denied (user {account.Name} may not {where})"
            : null;
    }

    private static string? Forbidden(string program, UserAccount account)
    {
        if (account.Uid == 0)
            return null;
        var groups = UserAccounts.GroupsOf(account);
        for (var slash = program.IndexOf('/', 1); slash > 0; slash = program.IndexOf('/', slash + 1))
        {
            if (Look(program[..slash]) is { } directory && !MayExecute(directory, account, groups))
                return $"enter {program[..slash]}";
        }
        return Look(program) is { } file && !MayExecute(file, account, groups) ? "execute it" : null;
    }

    private static bool MayExecute(FileFact file, UserAccount account, uint[] groups) =>
        (file.Mode & (file.Owner == account.Uid ? ExecuteAsOwner : groups.Contains(file.Group) ? ExecuteAsGroup : ExecuteAsOther)) != 0;

    private static bool IsBinary(string program)
    {
        try
        {
            using var file = Descriptor.Open(program, Descriptor.ReadOnly | Descriptor.NonBlocking);
            Span<byte> start = stackalloc byte[4];
            return file.Read(start) == 4 && start.SequenceEqual("\u007fELF"u8);
        }
        catch (IOException)
        {
            // Not to be read, which binaries need not be.
            return true;
        }
    }
}
