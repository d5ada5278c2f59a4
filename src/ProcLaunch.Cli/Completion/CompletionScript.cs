namespace ProcLaunch.Cli.Completion;

/// <summary>
/// Teaches a shell to ask the program itself how a line can go on. Where the program knows nothing a file is completed;
/// options are offered only where one was begun.
/// </summary>
internal static class CompletionScript
{
    private const string Bash = """
        # Completion of proclaunch for bash. In ~/.bashrc: source <(proclaunch --completion=bash)
        _proclaunch() {
            local line=${COMP_LINE:0:COMP_POINT} found
            local word=${line##* }
            [[ $word == --*=* ]] && word=${word#*=}
            # Of a word like web:1 bash replaces only what is behind the colon; of web@1 the @, too.
            local kept=${word%"${word##*[$COMP_WORDBREAKS]}"}
            kept=${kept%@}
            COMPREPLY=()
            while IFS= read -r found; do
                [[ -n $found && $found == "$word"* && ( $word == -* || $found != -* ) ]] && COMPREPLY+=("${found#"$kept"}")
            done < <(proclaunch '[suggest]' "proclaunch ${line#* }" 2>/dev/null)
        }
        complete -o default -F _proclaunch proclaunch

        """;

    private const string Zsh = """
        #compdef proclaunch
        # Completion of proclaunch for zsh. In ~/.zshrc, behind compinit: source <(proclaunch --completion=zsh)
        _proclaunch() {
            local line="${(j: :)words[2,CURRENT-1]}"
            local -a found
            found=(${(f)"$(proclaunch '[suggest]' "proclaunch ${line:+$line }$PREFIX" 2>/dev/null)"})
            [[ $PREFIX == -* ]] || found=(${found:#-*})
            [[ $PREFIX == --*=* ]] && compset -P '*='
            compadd -a found || _files
        }
        if [[ $funcstack[1] == _proclaunch ]]; then
            _proclaunch "$@"
        else
            compdef _proclaunch proclaunch
        fi

        """;

    private const string Fish = """
        # Completion of proclaunch for fish. In ~/.config/fish/config.fish: proclaunch --completion=fish | source
        function __proclaunch_complete
            set -l word (commandline -ct)
            set -l found (proclaunch '[suggest]' (string replace -r '^\s*\S+' proclaunch -- (commandline -cp)) 2>/dev/null | string match -v '')
            string match -q -- '-*' "$word"; or set found (string match -v -- '-*' $found)
            set -l option (string match -r -- '^--[^=]*=' "$word")
            if set -q found[1]
                printf "$option%s\n" $found
            else
                __fish_complete_path (string replace -r -- '^--[^=]*=' '' "$word")
            end
        end
        complete -c proclaunch -f -a '(__proclaunch_complete)'

        """;

    public static IReadOnlyList<string> Shells { get; } = ["bash", "zsh", "fish"];

    public static string For(string shell) => shell switch
    {
        "bash" => Bash,
        "zsh" => Zsh,
        _ => Fish,
    };
}
