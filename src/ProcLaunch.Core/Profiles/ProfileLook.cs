namespace ProcLaunch.Profiles;

/// <summary>A look at all files of a profile's directory, none of them opened: cheap enough for every scan.</summary>
internal sealed class ProfileLook
{
    private readonly Dictionary<string, FileLook> looks = [];

    public ProfileLook(IProfileFiles files, string directory)
    {
        foreach (var file in TableFile.Definition.Concat(TableFile.Switches))
            looks[file] = FileLook.At(files, AbsolutePath.Join(directory, file));
    }

    public FileLook this[string file] => looks[file];

    /// <summary>Why nothing at all in the directory can be looked at; null when something can.</summary>
    public string? Failure => looks.Values.All(look => look.Failure is not null) ? looks[TableFile.Run].Failure : null;

    /// <inheritdoc cref="ProfileReading.Stamp"/>
    public string Stamp => ProfileStamp.Of(TableFile.Definition.Select(file => (file, looks[file])));

    /// <inheritdoc cref="ProfileReading.SwitchStamp"/>
    public string SwitchStamp => ProfileStamp.Of(TableFile.Switches.Select(file => (file, looks[file])));
}
