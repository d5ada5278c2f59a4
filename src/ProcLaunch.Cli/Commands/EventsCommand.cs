using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using ProcLaunch.Control;
using ProcLaunch.Logging;

namespace ProcLaunch.Cli.Commands;

/// <summary>What happens, as it happens.</summary>
internal sealed class EventsCommand : ClientCommand
{
    private readonly Flag json = new("print one JSON object a line, for scripts", "--json");

    public EventsCommand()
        : base("events", "Prints how things are, then each change as it happens.") => Command.Add(json);

    protected override async Task<int> RunAsync(ParseResult parsed, ControlClient client)
    {
        var output = new StandardOutput();
        Func<EventReport, string> line = parsed.GetValue(json) ? Json : Text;
        var stream = await client.GetEventsAsync().ConfigureAwait(false);
        foreach (var profile in stream.Profiles)
            output.WriteLine(line(StateOf(profile, stream.Number)));
        await foreach (var happened in stream.Events.ConfigureAwait(false))
            output.WriteLine(line(EventReport.Of(happened)));
        return ExitCode.Done;
    }

    /// <summary>How things are, told as the event that led there.</summary>
    private static EventReport StateOf(ProfileStatus profile, long number) => new()
    {
        Seq = number,
        At = profile.Since,
        Profile = profile.Name,
        Event = profile.State switch
        {
            ProfileState.Starting => SupervisorEventKind.Starting,
            ProfileState.Running => SupervisorEventKind.Running,
            ProfileState.Stopping => SupervisorEventKind.Stopping,
            _ => SupervisorEventKind.Stopped,
        },
        Pid = profile.Pid,
    };

    private static string Json(EventReport happened) => JsonSerializer.Serialize(happened, PlainJson.Types.EventReport);

    private static string Text(EventReport happened)
    {
        var text = new StringBuilder($"{Times.Written(happened.At)} {happened.Profile} {JsonNamingPolicy.KebabCaseLower.ConvertName(happened.Event.ToString())}");
        if (happened.Pid is { } pid)
            text.Append(CultureInfo.InvariantCulture, $" pid {pid}");
        if (happened.Code is { } code)
            text.Append(CultureInfo.InvariantCulture, $" exit code {code}");
        if (happened.Signal is { } signal)
            text.Append(CultureInfo.InvariantCulture, $" signal {signal}");
        if (happened.Problem is { } problem)
            text.Append(": ").Append(LineFormat.Escape(problem));
        return text.ToString();
    }
}
