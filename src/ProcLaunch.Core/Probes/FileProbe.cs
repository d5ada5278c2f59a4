using ProcLaunch.Posix;
using ProcLaunch.Profiles;

namespace ProcLaunch.Probes;

internal sealed class FileProbe(string path) : Probe
{
    private readonly string name = Quoted.Sentence(path);
    private Task<bool>? look;

    public override string Missing => $"{name} could not be looked at";

    public override async Task<string?> TryAsync(CancellationToken cancellationToken)
    {
        // Where a disk hangs, one thread waits and not one more with each attempt.
        look ??= Task.Run(() => FileStatus.Of(path, follow: true) is not null, CancellationToken.None);
        var exists = await look.WaitAsync(cancellationToken).ConfigureAwait(false);
        look = null;
        return exists ? null : $"there is no {name}";
    }
}
