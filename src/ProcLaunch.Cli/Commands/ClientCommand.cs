using System.CommandLine;
using ProcLaunch.Control;

namespace ProcLaunch.Cli.Commands;

/// <summary>A command that a running supervisor carries out.</summary>
internal abstract class ClientCommand(string name, string description) : StateCommand(name, description)
{
    protected sealed override async Task<int> RunAsync(ParseResult parsed, string stateDirectory)
    {
        try
        {
            await using var client = await ControlClient.ConnectAsync(stateDirectory).ConfigureAwait(false);
            return await RunAsync(parsed, client).ConfigureAwait(false);
        }
        catch (NoSupervisorException e)
        {
            return ProcLaunchProgram.Fail(ExitCode.NoSupervisor, e.Message);
        }
        catch (ControlException e)
        {
            return ProcLaunchProgram.Fail(e.IsNoSuchProfile ? ExitCode.NoSuchProfile : ExitCode.Failed, e.Message);
        }
    }

    /// <inheritdoc cref="ProgramCommand.RunAsync(ParseResult)"/>
    protected abstract Task<int> RunAsync(ParseResult parsed, ControlClient client);

    /// <summary>Says what came of requests: what was done on standard output, what was not on standard error.</summary>
    protected static int Tell(IReadOnlyList<RequestReport> requests)
    {
        var output = new StandardOutput();
        var code = ExitCode.Done;
        foreach (var order in requests)
        {
            if (order.Problem is { } problem)
                code = ProcLaunchProgram.Fail(ExitCode.Failed, $"{order.Name}: {problem}");
            else
                output.WriteLine(Line(order));
        }
        return code;
    }

    private static string Line(RequestReport order) =>
        $"{order.Name} {order.State?.ToString().ToLowerInvariant() ?? "removed"}{(order.Pid is { } pid ? $" pid {pid}" : "")}";
}
