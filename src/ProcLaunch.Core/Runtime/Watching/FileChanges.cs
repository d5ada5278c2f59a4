using ProcLaunch.Profiles;

namespace ProcLaunch.Runtime;

/// <summary>Listens to the files that matter to each profile, and says whether a change of one has settled.</summary>
internal sealed class FileChanges(ProfileWatch watch, IProfileFiles files, TimeProvider time)
{
    private readonly SymbolicLinks links = new(files);
    private readonly Settling settling = new(QuietNames.Quiet, time);

    /// <summary>To be called before each look: a change in between is seen twice rather than not at all.</summary>
    /// <param name="own">Files in the profile's own directory, which is listened to already.</param>
    /// <param name="elsewhere">Files anywhere.</param>
    public void Listen(string name, IEnumerable<string> own, IReadOnlyList<string> elsewhere) =>
        watch.SetBlind(name, !watch.FollowOutside(name, elsewhere) || own.Concat(elsewhere).Any(links.IsLink) || elsewhere.Any(links.IsBehindLink));

    /// <summary>Whether the last looks saw the same; where not, the profile is looked at again.</summary>
    /// <param name="stamp">What this look saw.</param>
    public bool HaveSettled(string name, string stamp)
    {
        if (settling.HasSettled(name, stamp))
            return true;
        watch.LookAgain(name);
        return false;
    }

    /// <summary>There is no change to be waited for, or none any more.</summary>
    public void Forget(string name) => settling.Forget(name);
}
