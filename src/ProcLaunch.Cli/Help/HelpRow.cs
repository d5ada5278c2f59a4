namespace ProcLaunch.Cli.Help;

/// <summary>One entry of a help page.</summary>
/// <param name="Term">As it is written on the command line.</param>
internal sealed record HelpRow(string Term, string Meaning);
