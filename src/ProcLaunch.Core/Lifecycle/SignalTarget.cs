namespace ProcLaunch.Lifecycle;

/// <summary>Whom of a run a signal is for.</summary>
internal enum SignalTarget
{
    /// <summary>The service alone, or, as long as there is none, the process that was launched.</summary>
    Service,

    /// <summary>Everything that is known to belong to the run.</summary>
    Everything,

    /// <summary>Those of the run that were found outside its process group, and were not sent this signal before.</summary>
    Strays,
}
