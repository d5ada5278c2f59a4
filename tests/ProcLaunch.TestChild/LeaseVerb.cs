namespace ProcLaunch.TestChild;

/// <summary><c>lease N</c>: leases that many ports, prints them, and holds them until standard input ends.</summary>
internal static class LeaseVerb
{
    public static int Run(int count)
    {
        var leases = Enumerable.Range(0, count).Select(_ => Ports.Lease()).ToList();
        foreach (var lease in leases)
            Console.WriteLine($"port {lease}");
        Console.WriteLine("all leased");
        Console.In.ReadToEnd();
        leases.ForEach(lease => lease.Dispose());
        return 0;
    }
}
