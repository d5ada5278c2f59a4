namespace ProcLaunch.Profiles;

/// <summary>Finds the user that a profile names. What is no name is never asked for: no lookup may turn it into root.</summary>
internal sealed class KnownUser(IUserAccounts accounts)
{
    /// <summary>The uid that setuid(2) takes for "leave it as it is".</summary>
    private const uint NoChange = uint.MaxValue;

    /// <returns>Why no profile can run as the user, or null.</returns>
    public string? Problem(string name, out UserAccount? account)
    {
        account = null;
        if (name.Length == 0)
            return "names no user";
        if (!IsName(name))
            return $"{Quoted.Text(name)} cannot be the name of a user";
        account = accounts.Find(name) is { Uid: not NoChange } found ? found : null;
        return account is null ? $"there is no user {Quoted.Text(name)}" : null;
    }

    // useradd(8), with capitals and digits as directory services have them; a $ ends the names of machines.
    private static bool IsName(string name)
    {
        var stem = name.EndsWith('$') ? name.AsSpan(0, name.Length - 1) : name;
        if (stem.Length == 0 || stem[0] is '.' or '-')
            return false;
        foreach (var c in stem)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '.' or '-'))
                return false;
        }
        return true;
    }
}
