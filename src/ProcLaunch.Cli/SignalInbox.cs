using System.Runtime.InteropServices;
using System.Threading.Channels;
using ProcLaunch.Posix;

namespace ProcLaunch.Cli;

/// <summary>The signals sent to this program, in the order in which they came.</summary>
internal sealed class SignalInbox : IDisposable
{
    private readonly Channel<Signal> channel = Channel.CreateUnbounded<Signal>();
    private readonly List<PosixSignalRegistration> registrations = [];

    public SignalInbox(params IEnumerable<Signal> signals)
    {
        foreach (var signal in signals)
        {
            // One that was ignored when we were executed (nohup, a shell's "&") would register and never come.
            _ = Libc.signal(signal.Number, 0);
            registrations.Add(PosixSignalRegistration.Create((PosixSignal)signal.Number, context =>
            {
                context.Cancel = true;
                channel.Writer.TryWrite(signal);
            }));
        }
    }

    public ValueTask<Signal> NextAsync() => channel.Reader.ReadAsync();

    public ValueTask<bool> AnyAsync() => channel.Reader.WaitToReadAsync();

    public void Dispose()
    {
        foreach (var registration in registrations)
            registration.Dispose();
    }
}
