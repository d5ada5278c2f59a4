using System.CommandLine;

namespace ProcLaunch.Cli.Commands;

/// <summary>An option without a value. Said by its arity, too, or completion would offer values behind it.</summary>
internal sealed class Flag : Option<bool>
{
    public Flag(string description, string name, params string[] aliases)
        : base(name, aliases)
    {
        Description = description;
        Arity = ArgumentArity.Zero;
    }
}
