using System.Text.Json.Serialization;

namespace ProcLaunch.Lifecycle;

/// <summary>What is true of a profile in its state: one type a state, each with exactly what is true in it. Kept on disk as it is.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "state")]
[JsonDerivedType(typeof(Stopped), "stopped")]
[JsonDerivedType(typeof(Starting), "starting")]
[JsonDerivedType(typeof(Running), "running")]
[JsonDerivedType(typeof(Stopping), "stopping")]
internal abstract record Situation
{
    [JsonIgnore]
    public abstract ProfileState State { get; }

    /// <summary>The current instance; null exactly when stopped.</summary>
    [JsonIgnore]
    public abstract Run? Instance { get; }

    /// <summary>The same with another view of its instance.</summary>
    public abstract Situation With(Run run);

    /// <summary>The same on a clock that is ahead by so much.</summary>
    public abstract Situation Later(TimeSpan by);

    /// <summary>Nothing of it runs.</summary>
    /// <param name="NotBefore">No start by itself before this moment: the restart delay.</param>
    public sealed record Stopped(StopReason Why, TimeSpan? NotBefore = null) : Situation
    {
        [JsonIgnore]
        public override ProfileState State => ProfileState.Stopped;

        [JsonIgnore]
        public override Run? Instance => null;

        /// <summary>It ended, nobody stopped it, and in the life of this supervisor no start follows by itself.</summary>
        [JsonIgnore]
        public bool IsFinal => Why is StopReason.Completed or StopReason.Failed or StopReason.GaveUp;

        public override Situation With(Run run) => this;

        public override Situation Later(TimeSpan by) => this with { NotBefore = NotBefore + by };
    }

    /// <summary>Launched, not yet confirmed.</summary>
    /// <param name="By">Until when it has to be confirmed.</param>
    /// <param name="ReloadsOnceRunning">The reload signal is owed to it.</param>
    public sealed record Starting(Run Run, TimeSpan By, LauncherPhase Launcher, bool ReloadsOnceRunning = false) : Situation
    {
        [JsonIgnore]
        public override ProfileState State => ProfileState.Starting;

        [JsonIgnore]
        public override Run Instance => Run;

        public override Situation With(Run run) => this with { Run = run };

        public override Situation Later(TimeSpan by) => this with { By = Sum(By, by) };
    }

    /// <summary>Confirmed.</summary>
    /// <param name="From">When it was confirmed.</param>
    public sealed record Running(Run Run, TimeSpan From) : Situation
    {
        [JsonIgnore]
        public override ProfileState State => ProfileState.Running;

        [JsonIgnore]
        public override Run Instance => Run;

        public override Situation With(Run run) => this with { Run = run };

        public override Situation Later(TimeSpan by) => this with { From = Sum(From, by) };
    }

    /// <summary>On its way to stopped, until nothing of it is left.</summary>
    /// <param name="Until">When the phase is over: the <c>run</c> of a daemon is told to end too, or SIGKILL follows. Null while there is nothing to be sent.</param>
    /// <param name="OnlyRemains">The service itself has ended; what is being stopped is what it left behind.</param>
    /// <param name="Next">What it becomes then.</param>
    public sealed record Stopping(Run Run, StopPhase Phase, TimeSpan? Until, bool OnlyRemains, Stopped Next) : Situation
    {
        [JsonIgnore]
        public override ProfileState State => ProfileState.Stopping;

        [JsonIgnore]
        public override Run Instance => Run;

        public override Situation With(Run run) => this with { Run = run };

        public override Situation Later(TimeSpan by) => this with { Until = Until is { } moment ? Sum(moment, by) : null, Next = (Stopped)Next.Later(by) };
    }

    // A wait for ever stays one.
    private static TimeSpan Sum(TimeSpan moment, TimeSpan by) => moment < TimeSpan.MaxValue - by ? moment + by : TimeSpan.MaxValue;
}
