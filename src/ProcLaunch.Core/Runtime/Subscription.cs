using System.Threading.Channels;

namespace ProcLaunch.Runtime;

/// <summary>All profiles at one moment and everything that happened from that moment on: no gap between the two.</summary>
/// <param name="Profiles">By name.</param>
/// <param name="Number">The number of the last event that <paramref name="Profiles"/> reflects; the next one has the next number.</param>
/// <param name="Events">Ends when supervision does; ends with an <see cref="IOException"/> when its reader falls too far behind.</param>
internal sealed record Subscription(IReadOnlyList<ProfileInfo> Profiles, long Number, ChannelReader<SupervisorEvent> Events);
