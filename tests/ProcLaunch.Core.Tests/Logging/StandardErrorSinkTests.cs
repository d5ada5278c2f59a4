using ProcLaunch.Logging;
using ProcLaunch.Posix;

namespace ProcLaunch.Core.Tests.Logging;

public unsafe class StandardErrorSinkTests
{
    private Descriptor reader = null!;
    private Descriptor writer = null!;
    private StandardErrorSink sink = null!;

    [SetUp]
    public void SetUp()
    {
        // Both ends block, as a terminal's or a parent's pipe would.
        var ends = stackalloc int[2];
        Libc.pipe2(ends, Descriptor.CloseOnExec).Should().Be(0);
        reader = new Descriptor(ends[0]);
        writer = new Descriptor(ends[1]);
        sink = new StandardErrorSink(writer.Number);
    }

    [TearDown]
    public void TearDown()
    {
        sink.Dispose();
        reader.Dispose();
        writer.Dispose();
    }

    [Test]
    public void A_line_longer_than_a_page_arrives_whole()
    {
        var line = new byte[10_000];
        new Random(1).NextBytes(line);
        sink.Write(line).Should().Be(line.Length);
        var received = new byte[line.Length];
        reader.Read(received).Should().Be(line.Length);
        received.Should().Equal(line);
    }

    [Test]
    [CancelAfter(30_000)]
    public void A_reader_that_does_not_read_loses_lines_but_never_blocks_us()
    {
        var line = new byte[1000];
        var written = 0;
        for (var i = 0; i < 1000; i++)
            written += sink.Write(line);
        written.Should().BeGreaterThan(0).And.BeLessThan(1000 * 1000);
        reader.Read(new byte[64 * 1024]).Should().BeGreaterThan(0);
        sink.Write(line).Should().Be(line.Length);
    }

    [Test]
    public void A_reader_that_is_gone_loses_lines_and_nothing_else()
    {
        reader.Dispose();
        sink.Write("one\n"u8).Should().Be(0);
    }

    [Test]
    public void A_closed_standard_error_loses_lines_and_nothing_else()
    {
        using var closed = new StandardErrorSink(9999);
        closed.Write("one\n"u8).Should().Be(0);
    }

    [Test]
    public void The_descriptor_stays_open_for_its_owner()
    {
        sink.Dispose();
        sink.Reopen().Should().BeFalse();
        sink.Write("one\n"u8).Should().Be(4);
    }
}
