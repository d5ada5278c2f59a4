namespace ProcLaunch.Profiles;

/// <summary>The file system as profiles are read from it. The real one never blocks on a FIFO or a device.</summary>
internal interface IProfileFiles
{
    /// <summary>Looks at what a path leads to; <paramref name="follow"/> says whether a link at its end is followed.</summary>
    /// <returns>Null when there is nothing.</returns>
    /// <exception cref="IOException">It cannot be looked at; the message says why.</exception>
    FileFact? Look(string path, bool follow = true);

    /// <summary>Reads a regular file whole.</summary>
    /// <exception cref="IOException">It is no regular file, is larger than <paramref name="limit"/> bytes or cannot be read; the message says why in words.</exception>
    byte[] Read(string path, int limit);

    /// <summary>The names of everything in a directory, in no order.</summary>
    /// <exception cref="IOException">It cannot be listed; the message says why.</exception>
    IReadOnlyList<string> List(string path);

    /// <summary>The path without links: realpath(3).</summary>
    /// <exception cref="IOException">Part of it is missing, or links turn in a circle.</exception>
    string Resolve(string path);
}
