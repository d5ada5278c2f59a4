using ProcLaunch.Profiles;

namespace ProcLaunch.Testing;

/// <summary>A profile's directory, and the random changes that are made to it.</summary>
/// <param name="others">Profiles that it may depend on.</param>
internal sealed class FakeDirectory(string name, Random random, IReadOnlyList<string> others)
{
    private int version;
    private int switchVersion;

    public string Name { get; } = name;

    public bool Exists { get; set; }

    public bool Invalid { get; set; }

    public bool Incomplete { get; set; }

    public bool Valid => Exists && !Invalid && !Incomplete;

    public ProfileDefinition Definition { get; private set; } = new(name);

    public (int, int) Stamps => (version, switchVersion);

    public ProfileReading Read() => new(
        Name,
        Invalid || Incomplete ? null : Definition,
        Invalid ? [new ProfileProblem("profile.json", "bad value")] : [],
        $"files {version}",
        $"switches {switchVersion}");

    public void Change()
    {
        version++;
        Definition = new ProfileDefinition(Name)
        {
            Command = ["./run", $"{version}"],
            PidFile = random.Next(2) == 0 ? $"/run/{Name}.pid" : null,
            Restart = AnyPolicy(),
            Down = random.Next(6) == 0,
            ReloadSignal = random.Next(4) == 0 ? Signal.Hangup : null,
            StartTimeout = TimeSpan.FromSeconds(random.Next(3, 30)),
            Ready = random.Next(4) == 0 ? ReadyWhen.Tcp("127.0.0.1", 80) : null,
            Health = random.Next(5) == 0 ? new HealthCheck(ReadyWhen.Tcp("127.0.0.1", 81)) : null,
            DependsOn = AnyDependencies(),
            Stop = new StopSettings
            {
                Signal = random.Next(2) == 0 ? Signal.Terminate : Signal.Interrupt,
                Timeout = TimeSpan.FromMilliseconds(random.Next(0, 8000)),
                Scope = (StopScope)random.Next(2),
            },
        };
    }

    public void Switch()
    {
        switchVersion++;
        Definition = random.Next(2) == 0 ? Definition with { Down = !Definition.Down } : Definition with { Restart = AnyPolicy() };
    }

    /// <summary>Breaks or mends it: a change in either direction.</summary>
    public void Touch(bool invalid, bool incomplete)
    {
        version++;
        (Invalid, Incomplete) = (invalid, incomplete);
    }

    private Dictionary<string, DependencyCondition> AnyDependencies()
    {
        var dependencies = new Dictionary<string, DependencyCondition>();
        if (others.Count > 0 && random.Next(3) == 0)
            dependencies[others[random.Next(others.Count)]] = (DependencyCondition)random.Next(3);
        return dependencies;
    }

    private RestartPolicy AnyPolicy() => random.Next(6) switch
    {
        0 => RestartPolicy.Never,
        1 => RestartPolicy.OnFailure,
        2 => RestartPolicy.Always with { MaxRestarts = random.Next(4), Window = TimeSpan.FromSeconds(20) },
        _ => RestartPolicy.Always,
    };
}
