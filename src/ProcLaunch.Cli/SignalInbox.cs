using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace ProcLaunch.Cli;

/// <summary>
/// The signals sent to this program, in the order in which they came. None may have been ignored when it was executed
/// (nohup, a shell's "&amp;"): such a one registers without error and never comes. <see cref="Preparation"/> sees to that.
/// </summary>
internal sealed class SignalInbox : IDisposable
{
    private readonly Channel<Signal> channel = Channel.CreateUnbounded<Signal>();
    private readonly List<PosixSignalRegistration> registrations = [];

    public SignalInbox(params IEnumerable<Signal> signals)
    {
        foreach (var signal in signals)
        {
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
