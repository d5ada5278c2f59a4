namespace ProcLaunch.Profiles;

/// <summary>A place in a JSON file as editors show it: both counted from 1, columns in UTF-16 units.</summary>
internal readonly record struct JsonPlace(int Line, int Column);
