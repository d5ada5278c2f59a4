using System.Globalization;
using ProcLaunch.Posix;
using ProcLaunch.Profiles;

namespace ProcLaunch.Hosting;

/// <summary>
/// Small tools of the system that each change one thing about the process and execute the next, as those of s6 do. They are
/// given arguments, never text for a shell. What needs root comes before the user is changed.
/// </summary>
internal static class ExecChain
{
    private const string SetUmask = "umask \"$1\"; shift; exec \"$@\"";

    /// <param name="variables">Set for the program itself, behind the change of user.</param>
    /// <exception cref="LaunchException">A tool is missing, or what is asked for is not allowed.</exception>
    public static IReadOnlyList<string> Around(IReadOnlyList<string> command, ProfileDefinition definition, UserAccount? account, IReadOnlyList<string> variables)
    {
        if (variables.Count > 0)
            command = [ProgramSearch.SystemTool("env"), .. variables, .. command];
        if (definition.Umask is { } umask)
            command = [ProgramSearch.SystemTool("sh"), "-c", SetUmask, "sh", Convert.ToString(umask, 8), .. command];
        if (account is not null)
            command = [.. ChangeUser(account), .. command];
        if (definition.Nice is { } nice && NiceStep(nice) is var step && step != 0)
            command = [ProgramSearch.SystemTool("nice"), "-n", step.ToString(CultureInfo.InvariantCulture), .. command];
        return definition.Limits == ProcessLimits.None ? command : [.. SetLimits(definition.Limits), .. command];
    }

    public static IReadOnlyList<string> WithOpenFiles(IReadOnlyList<string> command, ulong soft, ulong hard) =>
        [ProgramSearch.SystemTool("prlimit"), $"--nofile={Limit(soft)}:{Limit(hard)}", "--", .. command];

    /// <summary>setpriv(1): real, effective and saved ids, the groups of the user and no others, no inheritable capability.</summary>
    private static string[] ChangeUser(UserAccount account) =>
    [
        ProgramSearch.SystemTool("setpriv"),
        string.Create(CultureInfo.InvariantCulture, $"--reuid={account.Uid}"),
        string.Create(CultureInfo.InvariantCulture, $"--regid={account.Gid}"),
        "--init-groups",
        "--inh-caps=-all",
        "--",
    ];

    private static List<string> SetLimits(ProcessLimits limits)
    {
        List<string> tool = [ProgramSearch.SystemTool("prlimit")];
        Add("nofile", limits.OpenFiles);
        Add("nproc", limits.Processes);
        Add("core", limits.Core);
        Add("fsize", limits.FileSize);
        Add("as", limits.AddressSpace);
        tool.Add("--");
        return tool;

        void Add(string name, ulong? value)
        {
            if (value is { } limit)
                tool.Add($"--{name}={Limit(limit)}:{Limit(limit)}");
        }
    }

    private static string Limit(ulong value) => value == ulong.MaxValue ? "unlimited" : value.ToString(CultureInfo.InvariantCulture);

    /// <summary>nice(1) adds to the value that it was started with; profiles say the value itself.</summary>
    private static int NiceStep(int wanted)
    {
        const int process = 0;
        var step = wanted - Libc.getpriority(process, 0);
        return step >= 0 || Libc.geteuid() == 0 ? step : throw new LaunchException($"cannot set nice {wanted}: only root may lower it");
    }
}
