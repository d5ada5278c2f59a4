using System.Text.Json;
using ProcLaunch.Profiles;

namespace ProcLaunch;

/// <summary>
/// A check that is tried again and again: whether a service can be used (<see cref="ProfileDefinition.Ready"/>) or is still
/// well (<see cref="HealthCheck"/>). Data only, with value equality. Relative paths start at
/// <see cref="ProfileDefinition.WorkingDirectory"/>.
/// </summary>
public abstract record ReadyWhen
{
    private protected ReadyWhen()
    {
    }

    /// <summary>
    /// The service says so itself, as sd_notify(3) does: it sends <c>READY=1</c> to the socket named by its variable
    /// NOTIFY_SOCKET. As a health check it asks for <c>WATCHDOG=1</c>, at least once per interval. Cannot be part of
    /// <see cref="All"/> or <see cref="Any"/>.
    /// </summary>
    public static ReadyWhen SystemdNotify { get; } = new SystemdCheck();

    /// <summary>What is waited for, as the end of a sentence: <c>127.0.0.1:6379 accepts connections</c>.</summary>
    internal abstract string Wanted { get; }

    /// <summary>False where a record must not hold it: a command, which may hold secrets, a function of an app, or what combines one with others.</summary>
    internal virtual bool CanBeWritten => true;

    /// <summary>Writes its key and value as in <c>profile.json</c>, where it can be written.</summary>
    internal virtual void Write(Utf8JsonWriter json) => throw new NotSupportedException($"{GetType().Name} cannot be written");

    /// <summary>What is executed to find out, itself or in its parts.</summary>
    internal virtual IEnumerable<string> Programs => [];

    /// <summary>The same, with relative paths starting at a directory.</summary>
    internal virtual ReadyWhen At(string directory) => this;

    /// <summary>A TCP connection is accepted.</summary>
    /// <param name="host">A host name or an address; IPv6 without brackets.</param>
    /// <param name="port">1 to 65535.</param>
    /// <exception cref="ArgumentException">The host is empty or no host name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such port.</exception>
    public static ReadyWhen Tcp(string host, int port)
    {
        Refuse(TcpCheck.HostProblem(host), nameof(host));
        ArgumentOutOfRangeException.ThrowIfLessThan(port, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, ushort.MaxValue);
        return new TcpCheck(host, port);
    }

    /// <summary>A connection to a Unix domain socket (stream) is accepted.</summary>
    /// <param name="path">The socket.</param>
    /// <exception cref="ArgumentException">The path is empty or contains a NUL character.</exception>
    public static ReadyWhen Unix(string path)
    {
        Refuse(FileCheck.Problem(path), nameof(path));
        return new UnixCheck(path);
    }

    /// <summary>A GET request is answered with 2xx. Redirects are not followed, no proxy is used and no cookie kept.</summary>
    /// <param name="url">An absolute URL with <c>http</c> or <c>https</c>, without user and password.</param>
    /// <exception cref="ArgumentException">It is not such a URL.</exception>
    public static ReadyWhen Http(string url)
    {
        Refuse(HttpCheck.Problem(url, out var parsed), nameof(url));
        return new HttpCheck(parsed!);
    }

    /// <inheritdoc cref="Http(string)"/>
    public static ReadyWhen Http(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return Http(url.OriginalString);
    }

    /// <summary>
    /// A line that the service has written since its start, to standard output or standard error, matches. Lines written before an
    /// adoption or rotated away may not be seen.
    /// </summary>
    /// <param name="pattern">A regular expression without lookarounds and backreferences; it is matched in time linear to the line.</param>
    /// <exception cref="ArgumentException">It is no such expression.</exception>
    public static ReadyWhen Log(string pattern)
    {
        Refuse(LogCheck.Problem(pattern), nameof(pattern));
        return new LogCheck(pattern);
    }

    /// <summary>A file, directory or anything else exists at the path.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ArgumentException">The path is empty or contains a NUL character.</exception>
    public static ReadyWhen File(string path)
    {
        Refuse(FileCheck.Problem(path), nameof(path));
        return new FileCheck(path);
    }

    /// <summary>
    /// A program exits with 0. It runs as the profile's user, with its environment and working directory; what it writes goes
    /// into the service's log. It is killed when it takes longer than an attempt may.
    /// </summary>
    /// <param name="command">The program and its arguments, found like <see cref="ProfileDefinition.Command"/>; no shell takes it apart.</param>
    /// <exception cref="ArgumentException">There is no program, or an argument contains a NUL character.</exception>
    public static ReadyWhen Exec(params string[] command)
    {
        ArgumentNullException.ThrowIfNull(command);
        Refuse(ExecCheck.Problem(command), nameof(command));
        return new ExecCheck([.. command]);
    }

    /// <summary>
    /// The service writes a newline to a descriptor that it was started with, as s6's <c>notification-fd</c>. Not for health
    /// checks, <see cref="All"/> and <see cref="Any"/>.
    /// </summary>
    /// <param name="descriptor">Its number in the service, 3 to 255.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is not in that range.</exception>
    public static ReadyWhen NotifyDescriptor(int descriptor)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(descriptor, DescriptorCheck.Smallest);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(descriptor, DescriptorCheck.Largest);
        return new DescriptorCheck(descriptor);
    }

    /// <summary>
    /// A function answers true. What it throws is the reason why not. It is not kept across restarts of the host.
    /// </summary>
    /// <param name="check">Called on a pool thread, one call at a time; cancelled when it takes too long or is no longer needed.</param>
    public static ReadyWhen Holds(Func<CancellationToken, Task<bool>> check)
    {
        ArgumentNullException.ThrowIfNull(check);
        return new DelegateCheck(check);
    }

    /// <summary>All of the checks hold in the same attempt.</summary>
    /// <param name="checks">At least one; none of them a notification.</param>
    /// <exception cref="ArgumentException">There is none, or one of them waits for a notification.</exception>
    public static ReadyWhen All(params ReadyWhen[] checks) => Combine(true, checks);

    /// <summary>At least one of the checks holds.</summary>
    /// <inheritdoc cref="All"/>
    public static ReadyWhen Any(params ReadyWhen[] checks) => Combine(false, checks);

    private static CombinedCheck Combine(bool all, ReadyWhen[] checks)
    {
        ArgumentNullException.ThrowIfNull(checks);
        foreach (var check in checks)
            ArgumentNullException.ThrowIfNull(check, nameof(checks));
        Refuse(CombinedCheck.Problem(checks), nameof(checks));
        return new CombinedCheck(all, [.. checks]);
    }

    private static void Refuse(string? problem, string parameter)
    {
        if (problem is not null)
            throw new ArgumentException(problem, parameter);
    }
}
