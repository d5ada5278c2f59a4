using System.Globalization;

namespace ProcLaunch;

/// <summary>A signal by its Linux number, printed by its name (signal(7)).</summary>
/// <param name="Number">The number, 1 to 64.</param>
public readonly record struct Signal(int Number)
{
    private const int FirstRealtime = 34;
    private const int LastRealtime = 64;

    private static readonly string?[] Table = NameTable();

    /// <summary>SIGHUP, 1: hang up; by convention "read your configuration again".</summary>
    public static Signal Hangup => new(1);

    /// <summary>SIGINT, 2: interrupt from the keyboard.</summary>
    public static Signal Interrupt => new(2);

    /// <summary>SIGKILL, 9: ends a process; cannot be caught.</summary>
    public static Signal Kill => new(9);

    /// <summary>SIGTERM, 15: asks a process to end.</summary>
    public static Signal Terminate => new(15);

    /// <summary>SIGCONT, 18: lets a suspended process go on.</summary>
    public static Signal Continue => new(18);

    /// <summary>The names of all signals that have one of their own, in the order of their numbers.</summary>
    internal static IEnumerable<string> Names => Table.OfType<string>();

    /// <summary>The name with its prefix, for example <c>SIGTERM</c> or <c>SIGRTMIN+1</c>.</summary>
    public string Name => Number is > 0 and < FirstRealtime && Table[Number] is { } name ? name
        : Number == FirstRealtime ? "SIGRTMIN"
        : Number is > FirstRealtime and <= LastRealtime ? string.Create(CultureInfo.InvariantCulture, $"SIGRTMIN+{Number - FirstRealtime}")
        : string.Create(CultureInfo.InvariantCulture, $"signal {Number}");

    /// <summary>
    /// Reads a signal as users write it: a name with or without <c>SIG</c>, in either case, or a number from 1 to 64.
    /// </summary>
    /// <param name="text">What the user wrote; white space around it is ignored.</param>
    /// <param name="signal">The signal, if the text names one.</param>
    public static bool TryParse(string? text, out Signal signal)
    {
        signal = default;
        var name = (text ?? "").Trim();
        if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return Accept(number, out signal);
        if (!name.StartsWith("SIG", StringComparison.OrdinalIgnoreCase))
            name = "SIG" + name;
        if (name.StartsWith("SIGRTM", StringComparison.OrdinalIgnoreCase))
            return Accept(Realtime(name[3..].ToUpperInvariant()), out signal);
        name = name.ToUpperInvariant() switch { "SIGIOT" => "SIGABRT", "SIGPOLL" => "SIGIO", "SIGCLD" => "SIGCHLD", var other => other };
        return Accept(Array.IndexOf(Table, name), out signal);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static bool Accept(int number, out Signal signal)
    {
        signal = new Signal(number);
        // 32 and 33 belong to the C library's threads: no program can be sent them by name or number.
        return number is >= 1 and <= LastRealtime and not 32 and not 33;
    }

    private static int Realtime(string name)
    {
        var (start, sign) = name.StartsWith("RTMIN", StringComparison.Ordinal) ? (FirstRealtime, '+')
            : name.StartsWith("RTMAX", StringComparison.Ordinal) ? (LastRealtime, '-')
            : (0, '\0');
        if (start == 0)
            return 0;
        var offset = name[5..];
        if (offset.Length == 0)
            return start;
        if (offset[0] != sign || !int.TryParse(offset.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var distance))
            return 0;
        return distance <= LastRealtime - FirstRealtime ? start + (sign == '+' ? distance : -distance) : 0;
    }

    private static string?[] NameTable()
    {
        const string inOrder = "HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS";
        var table = new string?[FirstRealtime];
        var number = 1;
        foreach (var name in inOrder.Split(' '))
            table[number++] = "SIG" + name;
        return table;
    }
}
