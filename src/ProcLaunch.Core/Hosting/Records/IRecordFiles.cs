namespace ProcLaunch.Hosting;

/// <summary>Where records are kept: a text for each profile.</summary>
internal interface IRecordFiles
{
    /// <summary>Puts a text in the place of the one before, if there is one: whole or not at all.</summary>
    /// <exception cref="IOException">It could not be written; the one before is still there.</exception>
    void Replace(string profile, string text);

    void Remove(string profile);

    /// <summary>All texts, each with the profile whose place it is in.</summary>
    IEnumerable<(string Profile, string Text)> ReadAll();
}
