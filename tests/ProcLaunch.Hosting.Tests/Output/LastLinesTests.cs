using ProcLaunch.Output;

namespace ProcLaunch.Hosting.Tests.Output;

public class LastLinesTests
{
    private TemporaryDirectory directory = null!;

    [SetUp]
    public void SetUp() => directory = new TemporaryDirectory();

    [TearDown]
    public void TearDown() => directory.Dispose();

    [TestCase("", "")]
    [TestCase("one\n", "one")]
    [TestCase("one\ntwo\nthree\n", "two|three")]
    [TestCase("one\ntwo\nno end", "two|no end")]
    [TestCase("\n\n", "|")]
    [TestCase("one\r\ntwo\r\n", "one|two")]
    public void The_last_two_lines_come_oldest_first(string content, string expected) =>
        string.Join('|', Tail(content, 2)).Should().Be(expected);

    [Test]
    public void A_missing_file_has_no_lines() => LastLines.Of(Path.Combine(directory.Path, "none"), 2).Should().BeEmpty();

    [Test]
    public void A_link_is_not_followed()
    {
        File.WriteAllText(Path.Combine(directory.Path, "target"), "secret\n");
        var link = File.CreateSymbolicLink(Path.Combine(directory.Path, "link"), "target").FullName;
        LastLines.Of(link, 2).Should().BeEmpty();
    }

    [Test]
    public void A_large_file_is_read_from_its_end_only()
    {
        var path = Path.Combine(directory.Path, "large");
        using (var file = File.Create(path))
        {
            file.SetLength(1L << 40);
            file.Position = file.Length;
            file.Write("\nlast\n"u8);
        }
        LastLines.Of(path, 1).Should().Equal("last");
    }

    [Test]
    public void Only_whole_lines_are_returned_where_there_is_one() =>
        Tail(new string('x', 100_000) + "\nlast\n", 5).Should().Equal("last");

    [Test]
    public void Of_a_line_longer_than_the_window_the_end_is_returned() =>
        Tail(new string('x', 100_000) + "end\n", 5).Should().Equal("…" + new string('x', 1021) + "end");

    private IReadOnlyList<string> Tail(string content, int lines)
    {
        var path = Path.Combine(directory.Path, "log");
        File.WriteAllText(path, content);
        return LastLines.Of(path, lines);
    }
}
