namespace ProcLaunch.Profiles;

/// <summary>
/// Whether only root and one other user could change where a path leads or what is there. Both ways to it count: every step of
/// the path as written, links included, and every step of where it really is.
/// </summary>
internal sealed class TrustedPath(IProfileFiles files)
{
    private const uint Root = 0;

    private const int OthersMayWrite = 0x12; // 0022

    /// <returns>Who else could change it, as part of a sentence (<c>/srv/web could be changed by user 1000</c>), or null.</returns>
    public string? Problem(string path, uint alsoTrusted)
    {
        try
        {
            if (ProblemAlong(path, alsoTrusted, out var complete) is { } problem)
                return problem;
            return complete && files.Resolve(path) is var real && real != path ? ProblemAlong(real, alsoTrusted, out _) : null;
        }
        catch (IOException e)
        {
            return $"{path} cannot be checked: {e.Message}";
        }
    }

    private string? ProblemAlong(string path, uint alsoTrusted, out bool complete)
    {
        complete = true;
        FileFact? above = null;
        foreach (var step in Steps(path))
        {
            if (files.Look(step, follow: false) is not { } fact)
            {
                complete = false;
                // What is not there yet is safe where nobody else can put it; the sticky bit is no help against that.
                return above is { } directory && (directory.Mode & OthersMayWrite) != 0 ? $"{step} could be created by anyone" : null;
            }
            if (fact.Owner != Root && fact.Owner != alsoTrusted)
                return $"{step} could be changed by user {fact.Owner}";
            // The permission bits of a link mean nothing.
            if (fact.Kind != FileKind.Link && fact.OpenToOthers)
                return $"{step} is writable by its group or others";
            above = fact.Kind == FileKind.Link ? files.Look(step) : fact;
        }
        return null;
    }

    private static IEnumerable<string> Steps(string path)
    {
        yield return "/";
        for (var slash = path.IndexOf('/', 1); slash > 0; slash = path.IndexOf('/', slash + 1))
            yield return path[..slash];
        if (path.Length > 1)
            yield return path;
    }
}
