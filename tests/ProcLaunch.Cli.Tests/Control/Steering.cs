using System.Text.RegularExpressions;

namespace ProcLaunch.Cli.Tests.Control;

/// <summary>Commands given to the supervisor of a world, and what they print without what differs from run to run.</summary>
internal static partial class Steering
{
    /// <summary>Runs a command of the program on the world's state directory.</summary>
    public static Task<Outcome> Do(this World world, params string[] words) =>
        world.Run(World.Program, [words[0], "--state", world.State, .. words[1..]]);

    /// <summary>Begins a command that goes on, and waits until it has printed something; the whole is what it printed in the end.</summary>
    public static async Task<Func<Task<string>>> Follow(this World world, string command)
    {
        var path = $"{world.Root}/{Guid.NewGuid():N}";
        var running = world.Shell($"exec \"$P\" {command} -s \"$S\" > '{path}'");
        await World.ContentOf(path);
        return async () =>
        {
            (await running).Error.Should().BeEmpty();
            return await File.ReadAllTextAsync(path);
        };
    }

    /// <summary>T for a time, A for an age or a delay, N for a pid, U for what is used, R for the root of the world; columns two blanks apart.</summary>
    public static string Plain(this World world, string text)
    {
        text = Time().Replace(text, "T").Replace(world.Root, "R", StringComparison.Ordinal);
        text = Pid().Replace(text, "pid N");
        text = Row().Replace(text, "$1  N  A  $2  U  U$3");
        text = Stopped().Replace(text, "$1  -  -  $2  -  -$3");
        text = Age().Replace(text, "A");
        return Titles().Replace(text, match => Blanks().Replace(match.Value, "  ")).TrimEnd('\n');
    }

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z")]
    private static partial Regex Time();

    [GeneratedRegex(@"\bpid \d+")]
    private static partial Regex Pid();

    [GeneratedRegex(@"^(\S+  +\S+) +\d+ +\d+[smhd](?: \d+[smh])? +(\d+) +\d+\.\d% +[\d.]+ [KMG]iB( *)", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^(\S+  +\S+) +- +- +(\d+) +- +-( *)", RegexOptions.Multiline)]
    private static partial Regex Stopped();

    [GeneratedRegex(@"\b\d+(\.\d)?m?s\b(?= ago| after| from now|,|\.)|(?<=in )\d+(\.\d)?m?s\b|(?<=about )\d+(\.\d)?m?s\b")]
    private static partial Regex Age();

    [GeneratedRegex(@"^(NAME .*|\S+  .*)$", RegexOptions.Multiline)]
    private static partial Regex Titles();

    [GeneratedRegex("  +")]
    private static partial Regex Blanks();
}
