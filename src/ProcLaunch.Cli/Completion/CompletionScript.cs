namespace ProcLaunch.Cli.Completion;

/// <summary>Teaches a shell to ask the program itself how a line can go on. What the program does not know is a file.</summary>
internal static class CompletionScript
{
    private const string Bash = """
        # Completion of proclaunch for bash; in ~/.bashrc: source <(proclaunch --completion=bash)
        _proclaunch() {
            local line=${COMP_LINE:0:COMP_POINT} word=${COMP_WORDS[COMP_CWORD]}
            [[ $word == = ]] && word=
            mapfile -t COMPREPLY < <(compgen -W "$(proclaunch "[suggest:${#line}]" "proclaunch ${line#* }" 2>/dev/null)" -- "$word")
            # Files are more likely than options where none was begun.
            [[ $word == -* ]] || mapfile -t COMPREPLY < <(printf '%s\n' "${COMPREPLY[@]}" | grep -v '^-')
        }
        complete -o default -F _proclaunch proclaunch

        """;

    private const string Zsh = "";
    private const string Fish = "";

    public static IReadOnlyList<string> Shells { get; } = ["bash", "zsh", "fish"];

    public static string For(string shell) => shell switch
    {
        "bash" => Bash,
        "zsh" => Zsh,
        _ => Fish,
    };
}
