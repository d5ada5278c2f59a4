using ProcLaunch.Hosting;
using ProcLaunch.Profiles;

namespace ProcLaunch.Runtime;

/// <summary>A definition that an app handed over, judged and made independent of what becomes of the app's working directory.</summary>
internal static class AddedProfile
{
    /// <exception cref="ArgumentException">It has no command, a check that could never be tried, or sets a variable that is ProcLaunch's own.</exception>
    public static ProfileReading Read(ProfileDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        if (definition.Command.Count == 0 || definition.Command[0].Length == 0)
            throw new ArgumentException($"The profile {definition.Name} has no command.", nameof(definition));
        if (definition.Environment.Keys.FirstOrDefault(name => name is Marker.InstanceVariable or Marker.ProfileVariable) is { } reserved)
            throw new ArgumentException($"The profile {definition.Name} may not set {reserved}: it is ProcLaunch's own.", nameof(definition));
        if (definition.ReadyInterval < TimeSpan.Zero || definition.Health is { } health && (health.Interval < TimeSpan.Zero || health.Timeout <= TimeSpan.Zero || health.Failures < 1))
            throw new ArgumentException($"The checks of the profile {definition.Name} have an interval, a timeout or a number of failures that is too small.", nameof(definition));
        var directory = Path.GetFullPath(definition.WorkingDirectory ?? ".");
        return ProfileReading.Of(definition with
        {
            WorkingDirectory = directory,
            PidFile = definition.PidFile is { } pidFile ? Path.GetFullPath(pidFile, directory) : null,
            EnvironmentFiles = [.. definition.EnvironmentFiles.Select(file => Path.GetFullPath(file, directory))],
            Watch = [.. definition.Watch.Select(file => Path.GetFullPath(file, directory))],
        });
    }
}
