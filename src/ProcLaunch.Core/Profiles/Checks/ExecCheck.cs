namespace ProcLaunch.Profiles;

/// <summary>A program exits with 0.</summary>
internal sealed record ExecCheck(IReadOnlyList<string> Command) : ReadyWhen
{
    internal override string Wanted => $"{Quoted.Sentence(string.Join(' ', Command))} exits with 0";

    internal override bool CanBeWritten => false;

    internal override IEnumerable<string> Programs => [Command[0]];

    internal override ReadyWhen At(string directory) => Command[0].Contains('/')
        ? this with { Command = [AbsolutePath.Join(directory, Command[0]), .. Command.Skip(1)] }
        : this;

    public static string? Problem(IReadOnlyList<string> command)
    {
        if (command.Count == 0 || string.IsNullOrEmpty(command[0]))
            return "the command is empty";
        return command.Any(argument => argument is null || argument.Contains('\0')) ? "an argument is null or contains a NUL character" : null;
    }

    public bool Equals(ExecCheck? other) => other is not null && Command.SequenceEqual(other.Command);

    public override int GetHashCode() => Command.Aggregate(0, HashCode.Combine);
}
