namespace ProcLaunch.Testing;

/// <summary>How much worse than Linux a fake world is: how likely each thing is. All nothing, as by default: everything happens at once and in order.</summary>
internal sealed record Nastiness
{
    /// <summary>News is late, by up to this many seconds.</summary>
    public double LateNews { get; init; }

    /// <summary>A launch takes up to this many seconds.</summary>
    public double SlowLaunch { get; init; }

    public double SignalLost { get; init; }

    /// <summary>That nothing is left is not told, unless someone asks.</summary>
    public double VanishingUntold { get; init; }

    /// <summary>News of a run that was given up.</summary>
    public double StaleNews { get; init; }

    /// <summary>A process on which stop signals are lost.</summary>
    public double Stubborn { get; init; }

    /// <summary>A process that the kernel holds for some SIGKILLs.</summary>
    public double Held { get; init; }

    /// <summary>A signal takes up to this many seconds to end a process.</summary>
    public double SlowEnd { get; init; }

    /// <summary>A record cannot be written.</summary>
    public double FullDisk { get; init; }

    public static Nastiness None { get; } = new();

    public static Nastiness Usual { get; } = new()
    {
        LateNews = 0.5,
        SlowLaunch = 0.5,
        SignalLost = 0.05,
        VanishingUntold = 0.3,
        StaleNews = 0.2,
        Stubborn = 0.15,
        Held = 0.05,
        SlowEnd = 3,
    };

    /// <summary>Nothing goes wrong any more, and nothing takes long.</summary>
    public static Nastiness Kind { get; } = new() { SlowLaunch = 0.5, SlowEnd = 0.5, VanishingUntold = 0.3, LateNews = 0.5 };
}
