using ProcLaunch.Lifecycle;

namespace ProcLaunch.Hosting;

/// <summary>The content of a record file, but for its checksum.</summary>
/// <param name="Format">Records of another format are void.</param>
/// <param name="Boot">Moments and pids are of this boot (<c>/proc/sys/kernel/random/boot_id</c>).</param>
internal sealed record RecordFile(int Format, string Boot, ProfileRecord Record);
