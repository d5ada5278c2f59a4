using ProcLaunch.Profiles;

namespace ProcLaunch.Runtime;

/// <summary>Finds the files whose changes no notification tells of, because they are elsewhere than their path says.</summary>
internal sealed class SymbolicLinks(IProfileFiles files)
{
    public bool IsLink(string path)
    {
        try
        {
            return files.Look(path, follow: false) is { Kind: FileKind.Link };
        }
        catch (IOException)
        {
            // Not to be looked at at all: reading it reports what is wrong.
            return false;
        }
    }

    /// <summary>What is re-linked above its directory, as releases are, the watch of that directory cannot see.</summary>
    public bool IsBehindLink(string path)
    {
        if (Path.GetDirectoryName(path) is not { } parent)
            return false;
        try
        {
            return files.Resolve(parent) != parent;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
