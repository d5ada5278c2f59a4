namespace ProcLaunch.Hosting;

/// <summary>The shape of a record file.</summary>
internal sealed class StoredRecord
{
    public int Format { get; set; }
    public string Boot { get; set; } = "";
    public string Profile { get; set; } = "";
    public string State { get; set; } = "";
    public string Want { get; set; } = "";
    public bool ByHand { get; set; }
    public string Stamp { get; set; } = "";
    public string SwitchStamp { get; set; } = "";
    public string? Instance { get; set; }
    public string? Launched { get; set; }
    public string? Service { get; set; }
    public DateTimeOffset Since { get; set; }
    public TimeSpan? RunningSince { get; set; }
    public TimeSpan? KillAt { get; set; }
    public bool Failed { get; set; }
    public TimeSpan? NotBefore { get; set; }
    public int Failures { get; set; }
    public TimeSpan[] RestartTimes { get; set; } = [];
    public int Restarts { get; set; }
    public DateTimeOffset? ExitAt { get; set; }
    public int? ExitCode { get; set; }
    public int? ExitSignal { get; set; }
    public string? Failure { get; set; }
    public bool Defined { get; set; }
    public string? PidFile { get; set; }
    public int StopSignal { get; set; }
    public TimeSpan StopTimeout { get; set; }
    public string? StopScope { get; set; }
    public int? ReloadSignal { get; set; }
    public RestartPolicy? Restart { get; set; }
    public TimeSpan StartTimeout { get; set; }
    public string? WorkingDirectory { get; set; }
    public StoredCheck? Ready { get; set; }
    public TimeSpan? ReadyInterval { get; set; }
    public StoredCheck? Health { get; set; }
    public TimeSpan? HealthInterval { get; set; }
    public int? HealthFailures { get; set; }
    public TimeSpan? HealthTimeout { get; set; }
    public bool Down { get; set; }
    public LogSettings? Log { get; set; }
}
