namespace ProcLaunch.Profiles;

/// <summary>The directory that holds the profiles, one directory each.</summary>
internal sealed class ProfilesDirectory(IProfileFiles files)
{
    /// <summary>Finds the profiles; plain files and everything that starts with a dot are skipped silently.</summary>
    /// <exception cref="IOException">It is unreadable or has vanished; the message says why.</exception>
    public ProfilesListing List(string directory)
    {
        var names = new List<string>();
        var notAllowed = new List<string>();
        foreach (var name in files.List(directory).Order(StringComparer.Ordinal))
        {
            if (!name.StartsWith('.') && IsDirectory(AbsolutePath.Join(directory, name)))
                (ProfileName.Problem(name) is null ? names : notAllowed).Add(name);
        }
        return new ProfilesListing(names, notAllowed);
    }

    private bool IsDirectory(string path) => files.Look(path, follow: false)?.Kind switch
    {
        FileKind.Directory => true,
        FileKind.Link => LeadsToDirectory(path),
        _ => false,
    };

    private bool LeadsToDirectory(string link)
    {
        try
        {
            return files.Look(link) is { Kind: FileKind.Directory };
        }
        catch (IOException)
        {
            // A link into a file system that fails just now must not look like a removed profile, which would be stopped:
            // reading it reports what is wrong.
            return true;
        }
    }
}
