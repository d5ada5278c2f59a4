using ProcLaunch.Posix;
using ProcLaunch.Profiles;

namespace ProcLaunch.Hosting;

/// <summary>
/// The environment of a service: ours, the user's variables, its environment files in order, what its definition says, and
/// our marker; a later one wins.
/// </summary>
internal sealed class ServiceEnvironment
{
    private const uint Root = 0;

    // What makes the C library of any program do as it is told (the variables it ignores in set-user-id programs, ld.so(8)).
    private static readonly HashSet<string> Powerful = new(StringComparer.Ordinal)
    {
        "GCONV_PATH", "GETCONF_DIR", "GLIBC_TUNABLES", "HOSTALIASES", "LOCALDOMAIN", "LOCPATH", "MALLOC_ARENA_MAX", "MALLOC_CHECK_",
        "MALLOC_PERTURB_", "MALLOC_TRACE", "NIS_PATH", "NLSPATH", "RESOLV_HOST_CONF", "RES_OPTIONS", "TMPDIR", "TZDIR",
    };

    private static readonly IReadOnlyList<string> OurNotification = ["NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"];

    private readonly Dictionary<string, string> variables;
    private readonly HashSet<string> fromProfile = new(StringComparer.Ordinal);

    /// <exception cref="LaunchException">An environment file cannot be read, or what is in it is wrong.</exception>
    public ServiceEnvironment(ProfileDefinition definition, UserAccount? account, IReadOnlyDictionary<string, string> inherited, string mark)
    {
        variables = new Dictionary<string, string>(inherited, StringComparer.Ordinal);
        // Addressed to us: a service that answered there would speak in our name.
        foreach (var name in OurNotification)
            variables.Remove(name);
        if (account is not null)
        {
            variables["USER"] = variables["LOGNAME"] = account.Name;
            variables["HOME"] = account.Home;
            variables["SHELL"] = account.Shell.Length > 0 ? account.Shell : "/bin/sh";
        }
        foreach (var (name, value) in definition.EnvironmentFiles.SelectMany(file => Read(file, account)).Concat(definition.Environment))
        {
            variables[name] = value;
            fromProfile.Add(name);
        }
        variables[Marker.ProfileVariable] = definition.Name;
        variables[Marker.InstanceVariable] = mark;
    }

    public IReadOnlyDictionary<string, string> Variables => variables;

    /// <summary>
    /// What the profile says and must not be seen by the tools that run as root before the user is changed: it could make
    /// them execute what its author likes.
    /// </summary>
    public IReadOnlyList<string> OnlyForTheService => [.. fromProfile.Where(IsPowerful).Select(name => $"{name}={variables[name]}")];

    /// <param name="all">False to leave out <see cref="OnlyForTheService"/>.</param>
    public IReadOnlyCollection<string> Entries(bool all) =>
        [.. variables.Where(entry => all || !fromProfile.Contains(entry.Key) || !IsPowerful(entry.Key)).Select(entry => $"{entry.Key}={entry.Value}")];

    private static bool IsPowerful(string name) => name.StartsWith("LD_", StringComparison.Ordinal) || Powerful.Contains(name);

    private static IReadOnlyList<KeyValuePair<string, string>> Read(string file, UserAccount? account)
    {
        try
        {
            var (content, fact) = PosixFiles.ReadFrom(file, EnvironmentFile.Limit, 0);
            // Looked at when the profile was read, too; but a mode can change without anything else.
            if (Libc.geteuid() == Root && (fact.OpenToOthers || (fact.Owner != Root && fact.Owner != account?.Uid)))
                throw new LaunchException($"environment file {file}: refused because ProcLaunch runs as root and others could change it");
            var (variables, problems) = EnvironmentFile.Parse(content, file);
            return problems is [var first, ..] ? throw new LaunchException($"environment file {first}") : variables;
        }
        catch (IOException e)
        {
            throw new LaunchException($"environment file {file}: {(e.HResult > 0 ? Errno.Words(e.HResult) : e.Message)}");
        }
    }
}
