using System.Reflection;
using ProcLaunch.Posix;

namespace ProcLaunch.TestChild;

/// <summary>
/// No descriptor is left: a service that has to be stopped is stopped, one that cannot be held is not started and does not
/// stay behind, and when there are descriptors again everything goes on.
/// </summary>
internal static class OutOfDescriptors
{
    public const ulong Few = 256;

    public static async Task<int> RunAsync()
    {
        LoadAll(typeof(Supervisor).Assembly, []);
        LoadAll(typeof(OutOfDescriptors).Assembly, []);
        var seen = System.Threading.Channels.Channel.CreateUnbounded<string>();
        using var loggers = new LineLoggers(line => seen.Writer.TryWrite(line));
        await using var supervisor = new Supervisor(new SupervisorOptions { LoggerFactory = loggers });
        await supervisor.StartAsync();
        var (soft, hard) = OpenFilesLimit.Own;
        supervisor.Add(Sleeper("first"));
        supervisor.Add(Sleeper("second"));
        await WaitFor("first running", "second running");
        _ = supervisor["second"].StopAsync();
        await WaitFor("second stopped");

        OpenFilesLimit.Set(Few, hard);
        var taken = TakeAll();
        _ = supervisor["first"].StopAsync();
        await WaitFor("first stopped");
        _ = supervisor["second"].StartAsync();
        // That one has given a few back: either is right, as long as nothing is lost.
        await WaitForAny("second start failed", "second running");

        taken.ForEach(descriptor => descriptor.Dispose());
        OpenFilesLimit.Set(soft, hard);
        _ = supervisor["second"].RestartAsync();
        await WaitFor("second running");
        return 0;

        async Task WaitFor(params string[] lines)
        {
            var missing = lines.ToList();
            while (missing.Count > 0)
                missing.Remove(await WaitForAny([.. missing]));
        }

        async Task<string> WaitForAny(params string[] lines)
        {
            while (true)
            {
                var line = await seen.Reader.ReadAsync();
                if (lines.FirstOrDefault(beginning => line.StartsWith("ProcLaunch." + beginning, StringComparison.Ordinal)) is { } found)
                    return found;
            }
        }
    }

    /// <summary>The runtime itself ends the process when it has no descriptor to load an assembly with: that is not what is tested.</summary>
    public static void LoadAll(Assembly assembly, HashSet<string> loaded)
    {
        foreach (var name in assembly.GetReferencedAssemblies().Where(name => loaded.Add(name.FullName)))
            LoadAll(Assembly.Load(name), loaded);
    }

    public static List<Descriptor> TakeAll()
    {
        var taken = new List<Descriptor>();
        try
        {
            while (true)
                taken.Add(Descriptor.Open("/dev/null", Descriptor.ReadOnly));
        }
        catch (IOException)
        {
            return taken;
        }
    }

    private static ProfileDefinition Sleeper(string name) => new(name) { Command = ["/bin/sleep", "1000"] };
}
