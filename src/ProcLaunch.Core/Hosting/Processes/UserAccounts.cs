using System.Globalization;
using Mono.Unix.Native;
using ProcLaunch.Posix;
using ProcLaunch.Profiles;

namespace ProcLaunch.Hosting;

/// <summary>
/// The system's users, through Mono.Posix because struct passwd is laid out differently from system to system. Its native
/// part is loaded at the first look-up and not before; nothing else uses it.
/// </summary>
internal sealed class UserAccounts : IUserAccounts
{
    public uint CurrentUid { get; } = Libc.geteuid();

    public UserAccount? Find(string nameOrUid)
    {
        // A user may be called by digits alone (useradd permits it): names go first, as in chown(1).
        var entry = Syscall.getpwnam(nameOrUid);
        if (entry is null && uint.TryParse(nameOrUid, NumberStyles.None, CultureInfo.InvariantCulture, out var uid))
            entry = Syscall.getpwuid(uid);
        return entry is null
            ? null
            : new UserAccount(entry.pw_name, entry.pw_uid, entry.pw_gid, entry.pw_dir, entry.pw_shell);
    }

    /// <summary>All groups of a user, the primary one included (getgrouplist(3)).</summary>
    public static unsafe uint[] GroupsOf(UserAccount account)
    {
        using var name = new CString(account.Name);
        var count = 64;
        while (true)
        {
            var groups = new uint[count];
            fixed (uint* first = groups)
            {
                if (Libc.getgrouplist(name, account.Gid, first, &count) >= 0)
                    return groups[..count];
            }
        }
    }
}
