using System.Text;

namespace ProcLaunch.Profiles;

/// <summary>The settings that files of their own give, one method a file; null where a file is absent or wrong.</summary>
internal sealed class FileSettings(ProfileContent content, KnownUser users, List<ProfileProblem> problems)
{
    public bool Down() => content.Has(TableFile.Down);

    public RestartMode? Restart() => content.Text(TableFile.Restart)?.Trim() switch
    {
        null => null,
        "on-failure" => RestartMode.OnFailure,
        _ => RestartMode.Always,
    };

    /// <summary>The absolute path of the executable.</summary>
    public string? Run(string directory, FileLook look)
    {
        if (!content.Has(TableFile.Run) || look is not { Problem: null, Fact: { } fact })
            return null;
        return fact.AnyoneMayExecute ? AbsolutePath.Join(directory, TableFile.Run) : Wrong<string>(TableFile.Run, "not executable", "chmod +x run");
    }

    /// <summary>The absolute path of the pid file.</summary>
    public string? PidFile(string directory)
    {
        const string whatToDo = "write the path of the pid file on one line";
        if (content.Text(TableFile.PidFile) is not { } text)
            return null;
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd()).Where(line => line.Length > 0).ToArray();
        if (lines.Length != 1)
            return Wrong<string>(TableFile.PidFile, lines.Length == 0 ? "empty" : "has more than one line", whatToDo);
        if (lines[0].Split('/')[^1] is "" or "." or "..")
            return Wrong<string>(TableFile.PidFile, $"{Quoted.Text(lines[0])} is a directory", whatToDo);
        var path = AbsolutePath.Join(directory, lines[0]);
        return Encoding.UTF8.GetByteCount(path) <= AbsolutePath.LongestInBytes ? path
            : Wrong<string>(TableFile.PidFile, $"the path is longer than {AbsolutePath.LongestInBytes} bytes", "use a shorter one");
    }

    public Signal? StopSignal() => content.Text(TableFile.StopSignal) switch
    {
        null => null,
        "" => Wrong<Signal?>(TableFile.StopSignal, "empty", $"{KnownSignal.WhatToWrite}, or remove the file"),
        var text => ReadSignal(TableFile.StopSignal, text),
    };

    public Signal? Reload()
    {
        if (content.Text(TableFile.Reload) is not { } text)
            return null;
        var signal = text.Length == 0 ? Signal.Hangup : ReadSignal(TableFile.Reload, text);
        return signal is { } known && KnownSignal.ReloadProblem(known) is { } problem
            ? Wrong<Signal?>(TableFile.Reload, problem, "write for example HUP or USR1")
            : signal;
    }

    /// <summary>The user as written.</summary>
    public string? User(out UserAccount? account)
    {
        account = null;
        if (content.Text(TableFile.User) is not { } name)
            return null;
        return users.Problem(name, out account) is not { } problem ? name
            : Wrong<string>(TableFile.User, problem, "write the name of a user, or remove the file to run as the user ProcLaunch runs as");
    }

    private Signal? ReadSignal(string file, string text) =>
        KnownSignal.Problem(text, out var signal) is { } problem ? Wrong<Signal?>(file, problem, KnownSignal.WhatToWrite) : signal;

    private T? Wrong<T>(string file, string what, string whatToDo)
    {
        problems.Add(new ProfileProblem(file, what, whatToDo));
        return default;
    }
}
