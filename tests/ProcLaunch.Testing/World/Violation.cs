namespace ProcLaunch.Testing;

/// <summary>A promise of the contract was broken.</summary>
internal sealed class Violation(string what) : Exception(what);
