namespace ProcLaunch.Cli;

/// <summary>Nobody reads standard output any more (<c>proclaunch logs web | head</c>): nothing is wrong, and nothing left to do.</summary>
internal sealed class ReaderGoneException() : IOException("nobody reads standard output any more");
