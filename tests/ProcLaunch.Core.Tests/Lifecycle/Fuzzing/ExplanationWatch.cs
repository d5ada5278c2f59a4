using System.Globalization;
using System.Text.RegularExpressions;
using ProcLaunch.Lifecycle;
using ProcLaunch.Logging;
using static ProcLaunch.Lifecycle.ProfileEvent;

namespace ProcLaunch.Core.Tests.Lifecycle.Fuzzing;

/// <summary>Reads what is said of each profile, as a person would, and compares it with what then happens.</summary>
internal sealed partial class ExplanationWatch(Func<FleetMachine> currentFleet)
{
    // Durations are told in tenths of a second.
    private static readonly TimeSpan Rounding = TimeSpan.FromMilliseconds(51);
    private const double Jitter = 0.21;

    private readonly Dictionary<string, (ProfileState State, string Told)> heard = [];
    private readonly Dictionary<string, TimeSpan?> nextStart = [];

    /// <summary>Right before something happens.</summary>
    public void Hear(ClockReading now)
    {
        heard.Clear();
        foreach (var profile in currentFleet().Profiles.Values)
        {
            heard[profile.Name] = (profile.State, string.Join(' ', Explanation.Of(profile, now, currentFleet().Ending)));
            if (profile.State == ProfileState.Stopped && nextStart.GetValueOrDefault(profile.Name) < now.Monotonic - Rounding)
                throw Lie(profile.Name, "nothing happened at the promised moment");
        }
    }

    /// <summary>Right after it happened.</summary>
    public void Check(ProfileEvent? happened, IReadOnlyList<Effect> effects, ClockReading now)
    {
        foreach (var (name, (state, _)) in heard)
        {
            if (happened is not (null or RunEvent) && happened.Profile != name && !(happened is SeveralRequested several && several.Names.Contains(name)))
                continue;
            var profile = currentFleet().Profiles.GetValueOrDefault(name);
            var told = effects.OfType<Effect.Announce>().Where(announce => announce.Profile == name).Select(announce => announce.Notice).ToList();
            var launched = effects.Any(effect => effect is Effect.Launch launch && launch.Definition.Name == name);
            if (happened is null or RunEvent)
            {
                if (state == ProfileState.Stopped && launched && !Near(nextStart.GetValueOrDefault(name), now.Monotonic) && !heard[name].Told.Contains("It is started as soon as", StringComparison.Ordinal))
                    throw Lie(name, "it was started");
                if (told.OfType<Notice.Died>().Any() || told.OfType<Notice.StartFailed>().Any())
                    CheckEnd(name, profile!, told, launched, now);
                else if (state == ProfileState.Stopping && profile is not { State: ProfileState.Stopping })
                    CheckStopped(name, profile, launched, now);
            }
            else if (state == ProfileState.Stopped && profile is not null && !currentFleet().Ending)
                CheckWish(name, profile, happened);
        }
        nextStart.Clear();
        foreach (var profile in currentFleet().Profiles.Values.Where(profile => profile.State == ProfileState.Stopped))
            nextStart[profile.Name] = StartIn(string.Join(' ', Explanation.Of(profile, now, currentFleet().Ending))) is { } left ? now.Monotonic + left : null;
    }

    private void CheckEnd(string name, Profile profile, List<Notice> told, bool launched, ClockReading now)
    {
        var status = told.OfType<Notice.Died>().FirstOrDefault()?.Status;
        var text = heard[name].Told;
        var claim = status is { IsSuccess: true } && WithCode0().Match(text) is { Success: true } success ? success.Value : IfItEnds().Match(text).Value;
        var delay = launched ? TimeSpan.Zero : profile.IsWanted ? (profile.NotBefore ?? now.Monotonic) - now.Monotonic : (TimeSpan?)null;
        var holds = claim switch
        {
            _ when claim.Contains("stays stopped", StringComparison.Ordinal) => !profile.IsWanted || !profile.Startable,
            _ when claim.Contains("given up", StringComparison.Ordinal) => told.OfType<Notice.GaveUp>().Any(),
            _ when After().Match(claim) is { Success: true } after => Time(after) is var about && delay >= about * (1 - Jitter) - Rounding && delay <= about * (1 + Jitter) + Rounding,
            _ => claim.EndsWith("it is started again at once.", StringComparison.Ordinal) && delay <= TimeSpan.Zero,
        };
        if (!holds)
            throw Lie(name, $"it ended ({status}), and the next start is {(delay is { } known ? $"{known.TotalSeconds}s away" : "not to be")}");
    }

    private void CheckStopped(string name, Profile? profile, bool launched, ClockReading now)
    {
        // Whom it depends on may keep it from starting: that is told once it is stopped.
        if (profile is { Waiting: not null } or { OrderMistake: not null })
            return;
        var claim = Then().Match(heard[name].Told).Value;
        var holds = claim switch
        {
            _ when claim.Contains("forgotten", StringComparison.Ordinal) => profile is null,
            _ when claim.Contains("stays stopped", StringComparison.Ordinal) => profile is { State: ProfileState.Stopped, AwaitsRestart: false },
            _ when NotBefore().Match(claim) is { Success: true } wait => profile is { AwaitsRestart: true } && Near(profile.NotBefore, now.Monotonic + Time(wait)),
            _ => claim.EndsWith("started again at once.", StringComparison.Ordinal) && launched,
        };
        if (!holds)
            throw Lie(name, $"it is {profile?.State.ToString() ?? "forgotten"}");
    }

    private void CheckWish(string name, Profile profile, ProfileEvent wish)
    {
        var text = heard[name].Told;
        var reading = (wish as WasRead)?.Reading;
        var valid = reading is { Definition: not null, Invalid: false };
        var mends = text.Contains("It cannot be started", StringComparison.Ordinal);
        var starts = wish switch
        {
            SeveralRequested { What: RequestKind.Start or RequestKind.Restart } => !mends,
            // What is mended and marked down in one change is not started, nor what shall not be restarted any more.
            _ when !valid || reading!.Definition!.Down || reading.Definition.Restart.Mode == RestartMode.Never => false,
            _ when text.Contains("It is started as soon as that is mended", StringComparison.Ordinal) => true,
            _ when text.Contains("It is started as soon as it has been", StringComparison.Ordinal) => true,
            _ when text.Contains("When that is mended it is started, unless", StringComparison.Ordinal) => true,
            _ when text.Contains("or when down is removed", StringComparison.Ordinal) => true,
            _ => false,
        };
        if (starts && profile is { State: ProfileState.Stopped, AwaitsRestart: false, Waiting: null, OrderMistake: null })
            throw Lie(name, $"it was not started by {wish}");
    }

    private static bool Near(TimeSpan? promised, TimeSpan moment) => promised is { } at && (at - moment).Duration() <= Rounding;

    private static TimeSpan? StartIn(string told) => StartedIn().Match(told) is { Success: true } match ? Time(match) : null;

    private static TimeSpan Time(Match match)
    {
        var value = double.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        return match.Groups[2].Value switch { "ms" => TimeSpan.FromMilliseconds(value), "s" => TimeSpan.FromSeconds(value), _ => TimeSpan.FromMinutes(value) };
    }

    private Violation Lie(string name, string but) => new($"{name}: it was said «{heard[name].Told}», but {but}");

    [GeneratedRegex(@"so it is started again in ([\d.]+)(ms|s|m)\.")]
    private static partial Regex StartedIn();

    [GeneratedRegex(@"If it (?:ends|fails).*?\.(?= |$)")]
    private static partial Regex IfItEnds();

    [GeneratedRegex(@"If it ends with exit code 0.*?\.(?= |$)")]
    private static partial Regex WithCode0();

    [GeneratedRegex(@"after about ([\d.]+)(ms|s|m)\b")]
    private static partial Regex After();

    [GeneratedRegex(@"Then it .*?\.(?= |$)")]
    private static partial Regex Then();

    [GeneratedRegex(@"not before ([\d.]+)(ms|s|m) from now")]
    private static partial Regex NotBefore();
}
