using System.Globalization;
using ProcLaunch.Hosting.Tests.Support;

namespace ProcLaunch.Hosting.Tests.Control;

/// <summary>What abuse costs a supervisor: measured in a process of its own, at its peak.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class MemoryTests : ControlFixture
{
    private const int MebiByte = 1 << 20;

    [Test]
    public async Task A_line_of_100_MB_is_refused_while_it_is_read()
    {
        using var child = await ChildAsync();
        await (await ConnectAsync()).ResultAsync("status");
        var before = PeakKiB(child);
        var client = await ConnectAsync();

        var sending = client.SendAsync(new byte[100 * MebiByte]);

        var (code, message) = RawClient.Error(await client.MessageAsync());
        code.Should().Be(-32600);
        message.Should().Be("the message is longer than 1048576 bytes");
        await sending.Awaiting(sent => sent).Should().ThrowAsync<System.Net.Sockets.SocketException>();
        (PeakKiB(child) - before).Should().BeLessThan(40 * 1024);
    }

    [Test]
    public async Task A_line_of_one_MiB_is_read_and_one_byte_more_is_not()
    {
        await StartAsync();
        var request = RawClient.Request(1, "rescan");
        var client = await ConnectAsync();
        (await client.AskAsync(request.PadRight(MebiByte)))["id"]!.GetValue<int>().Should().Be(1);

        var (code, _) = RawClient.Error(await client.AskAsync(request.PadRight(MebiByte + 1)));

        code.Should().Be(-32600);
        (await client.LineAsync()).Should().BeNull();
    }

    [Test]
    public async Task Many_who_send_long_lines_and_batches_cost_a_bounded_amount()
    {
        using var child = await ChildAsync();
        await (await ConnectAsync()).ResultAsync("status");
        var before = PeakKiB(child);

        for (var i = 0; i < 100; i++)
        {
            var client = await ConnectAsync();
            RawClient.Error(await client.AskAsync("[" + new string('1', 1).PadRight(500_000).Replace(" ", ",1", StringComparison.Ordinal) + "]")).Code.Should().Be(-32600);
        }

        // The collector's timing alone makes up for 100 MiB and more; unbounded, it would be without end.
        (PeakKiB(child) - before).Should().BeLessThan(300 * 1024);
    }

    private async Task<ChildProgram> ChildAsync()
    {
        var child = new ChildProgram(Workspace, "supervise", State, Workspace.NewDirectory("profiles"), "--control");
        await child.WaitFor("supervising");
        return child;
    }

    private static int PeakKiB(ChildProgram child) => int.Parse(
        File.ReadLines($"/proc/{child.Pid}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2],
        CultureInfo.InvariantCulture);
}
