namespace ProcLaunch.Cli.Tests.Commands;

/// <summary>Asks the shells themselves what they would offer: a line is typed on a terminal and all completions are inserted.</summary>
public class CompletionTests
{
    private const string InsertAll = "\u0018";
    private const string LineStart = "\u0001";
    private const string LineEnd = "\u0005";

    private static readonly (string Line, string Offered)[] Lines =
    [
        ("proclaunch sta", "proclaunch start status"),
        ("proclaunch expl", "proclaunch explain"),
        ("proclaunch status --", "proclaunch status --help --json --state --watch"),
        ("proclaunch stop --a", "proclaunch stop --all"),
        ("proclaunch start w", "proclaunch start web web@1"),
        ("proclaunch start web@", "proclaunch start web@1"),
        ("proclaunch logs -f api we", "proclaunch logs -f api web web@1"),
        ("proclaunch signal USR", "proclaunch signal USR1 USR2"),
        ("proclaunch signal HUP ap", "proclaunch signal HUP api"),
        ("proclaunch --log-level=d", "proclaunch --log-level=debug"),
        ("proclaunch --log-level w", "proclaunch --log-level warn"),
        ("proclaunch check prof", "proclaunch check profiles"),
        ("proclaunch logs -s elsewhere/st", "proclaunch logs -s elsewhere/state"),
        ("proclaunch logs -s elsewhere/state o", "proclaunch logs -s elsewhere/state other"),
    ];

    private static IEnumerable<TestCaseData> Cases => Lines.Select(line => new TestCaseData(line.Line, line.Offered));

    [TestCaseSource(nameof(Cases))]
    public async Task Bash_offers(string line, string offered)
    {
        await using var world = NewWorld("bash");
        File.WriteAllText($"{world.Root}/rc", $"""
            PS1='$ '
            bind 'set enable-bracketed-paste off'
            bind '"\C-x": insert-completions'
            source <(proclaunch --completion=bash)
            """);
        (await Typed(world, "bash --noprofile --rcfile rc -i", line)).Should().Be(offered);
    }

    [TestCaseSource(nameof(Cases))]
    public async Task Zsh_offers(string line, string offered)
    {
        await using var world = NewWorld("zsh");
        File.WriteAllText($"{world.Root}/.zshrc", """
            PS1='$ '
            autoload -Uz compinit && compinit -u -D
            source <(proclaunch --completion=zsh)
            insert_all() { _main_complete; compstate[insert]=all }
            zle -C insert-all complete-word insert_all
            bindkey -e
            bindkey '^X' insert-all
            unset zle_bracketed_paste
            """);
        world.Environment["ZDOTDIR"] = world.Root;
        (await Typed(world, "zsh -d -i", line)).Should().Be(offered);
    }

    [TestCaseSource(nameof(Cases))]
    public async Task Fish_offers(string line, string offered)
    {
        await using var world = NewWorld("fish");
        var outcome = await world.Run("fish", "--no-config", "-c", $"proclaunch --completion=fish | source; complete -C '{line}'");
        outcome.Should().BeEquivalentTo(new { Code = 0, Error = "" });
        var words = outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Split('\t')[0].TrimEnd('/'));
        $"{line[..(line.LastIndexOf(' ') + 1)]}{string.Join(' ', words)}".Should().Be(offered);
    }

    /// <summary>Types the line, has all completions inserted, puts an echo in front and reads what that prints.</summary>
    private static async Task<string> Typed(World world, string shell, string line)
    {
        Tools.Need("script");
        File.WriteAllText($"{world.Root}/typed", $"{line}{InsertAll}{LineStart}echo \"<<{LineEnd}>>\"\nexit\n");
        var outcome = await world.Shell($"script -qec '{shell}' /dev/null < typed");
        var printed = outcome.Output.Split('\n').Select(text => text.TrimEnd('\r')).Where(text => text.StartsWith("<<", StringComparison.Ordinal) && text.EndsWith(">>", StringComparison.Ordinal));
        return printed.Should().ContainSingle($"{shell} printed «{outcome.Output}»").Which[2..^2].TrimEnd(' ', '/');
    }

    private static World NewWorld(string shell)
    {
        Tools.Need(shell);
        var world = new World();
        world.Environment["PATH"] = $"{Path.GetDirectoryName(World.Program)}:{Environment.GetEnvironmentVariable("PATH")}";
        world.Environment["HOME"] = world.Root;
        world.Environment["TERM"] = "dumb";
        world.Environment["PROCLAUNCH_STATE"] = world.State;
        foreach (var file in new[] { "state/log/web.log", "state/log/web.log.1", "state/log/web@1.log", "state/log/api.log", "elsewhere/state/log/other.log" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName($"{world.Root}/{file}")!);
            File.WriteAllText($"{world.Root}/{file}", "");
        }
        return world;
    }
}
