namespace ProcLaunch.Profiles;

/// <summary>A look at all files that make a profile, none of them opened: cheap enough for every scan.</summary>
internal sealed class ProfileLook
{
    private readonly IProfileFiles files;
    private readonly Dictionary<string, FileLook> looks = [];
    private readonly List<FileLook> outside = [];

    /// <param name="also">The paths that the last reading found to matter too: <see cref="ProfileReading.Also"/>.</param>
    public ProfileLook(IProfileFiles files, string directory, IReadOnlyList<string>? also = null)
    {
        this.files = files;
        foreach (var file in TableFile.Definition.Concat(TableFile.Switches))
            looks[file] = FileLook.At(files, AbsolutePath.Join(directory, file));
        LookAlso(also ?? []);
    }

    public FileLook this[string file] => looks[file];

    /// <summary>Why nothing at all in the directory can be looked at; null when something can.</summary>
    public string? Failure => looks.Values.All(look => look.Failure is not null) ? looks[TableFile.Run].Failure : null;

    // Where the others are does not matter: profile.json says it, which is part of the stamp itself.
    /// <inheritdoc cref="ProfileReading.Stamp"/>
    public string Stamp => ProfileStamp.Of(TableFile.Definition.Select(file => (file, looks[file])).Concat(outside.Select(look => ("also", look))));

    /// <inheritdoc cref="ProfileReading.OwnStamp"/>
    public string OwnStamp => ProfileStamp.Of(TableFile.Definition.Select(file => (file, looks[file])));

    /// <inheritdoc cref="ProfileReading.SwitchStamp"/>
    public string SwitchStamp => ProfileStamp.Of(TableFile.Switches.Select(file => (file, looks[file])));

    /// <summary>Looks at further files, which are known only once profile.json has been read.</summary>
    public void LookAlso(IEnumerable<string> paths) => outside.AddRange(paths.Select(path => FileLook.At(files, path)));
}
