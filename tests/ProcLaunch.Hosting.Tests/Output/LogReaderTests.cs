using System.Text;
using ProcLaunch.Output;

namespace ProcLaunch.Hosting.Tests.Output;

public class LogReaderTests
{
    private TemporaryDirectory directory = null!;

    private string LogPath => Path.Combine(directory.Path, "web.log");

    [SetUp]
    public void SetUp() => directory = new TemporaryDirectory();

    [TearDown]
    public void TearDown() => directory.Dispose();

    [TestCase("", 2, "")]
    [TestCase("one\n", 2, "one\n")]
    [TestCase("one\ntwo\nthree\n", 2, "two\nthree\n")]
    [TestCase("one\ntwo\nthree\n", 0, "")]
    [TestCase("one\ntwo\nno end", 2, "two\nno end")]
    [TestCase("one\n\n\n", 2, "\n\n")]
    [TestCase("\n", 1, "\n")]
    public void It_begins_with_the_last_lines(string content, int lines, string expected)
    {
        File.WriteAllText(LogPath, content);
        using var reader = new LogReader(LogPath, lines);
        Rest(reader).Should().Be(expected);
    }

    [TestCase(1, "five\n")]
    [TestCase(2, "four\nfive\n")]
    [TestCase(3, "three\nfour\nfive\n")]
    [TestCase(5, "one\ntwo\nthree\nfour\nfive\n")]
    [TestCase(9, "one\ntwo\nthree\nfour\nfive\n")]
    public void It_goes_back_into_old_files(int lines, string expected)
    {
        Write(2, "one\ntwo\n");
        Write(1, "three\n");
        Write(0, "four\nfive\n");
        using var reader = new LogReader(LogPath, lines);
        reader.Length.Should().Be(expected.Length);
        Rest(reader).Should().Be(expected);
    }

    [Test]
    public void Lines_are_counted_across_blocks()
    {
        var lines = Enumerable.Range(0, 50_000).Select(number => $"{number}\n").ToList();
        File.WriteAllText(LogPath, string.Concat(lines));
        foreach (var wanted in new[] { 1, 10_000, 49_999 })
        {
            using var reader = new LogReader(LogPath, wanted);
            Rest(reader).Should().Be(string.Concat(lines.TakeLast(wanted)));
        }
    }

    [Test]
    public void An_old_file_left_by_a_rotation_under_way_counts()
    {
        Write(3, "one\n");
        Write(1, "two\n");
        using var reader = new LogReader(LogPath, 10);
        Rest(reader).Should().Be("one\ntwo\n");
        Write(0, "three\n");
        Rest(reader).Should().Be("three\n");
    }

    [Test]
    public void Without_a_log_there_is_nothing_until_there_is_one()
    {
        using var reader = new LogReader(LogPath, 10);
        reader.Found.Should().BeFalse();
        Rest(reader).Should().BeEmpty();
        Write(0, "one\n");
        Rest(reader).Should().Be("one\n");
    }

    [Test]
    public void A_file_rotated_several_times_between_two_looks_is_read_in_order()
    {
        Write(0, "one\n");
        using var reader = new LogReader(LogPath, 10);
        Rest(reader).Should().Be("one\n");
        Append("two\n");
        foreach (var line in new[] { "three\n", "four\n", "five\n" })
        {
            Rotate(most: 5);
            Write(0, line);
        }
        Rest(reader).Should().Be("two\nthree\nfour\nfive\n");
    }

    [Test]
    public void What_was_given_up_is_missing_and_nothing_else()
    {
        Write(0, "one\n");
        using var reader = new LogReader(LogPath, 10);
        Rest(reader).Should().Be("one\n");
        foreach (var line in new[] { "two\n", "three\n", "four\n", "five\n" })
        {
            Rotate(most: 2);
            Write(0, line);
        }
        Rest(reader).Should().Be("three\nfour\nfive\n");
    }

    [Test]
    public void Of_a_file_renamed_by_someone_else_the_old_ones_are_not_read_again()
    {
        Write(1, "old\n");
        File.SetLastWriteTimeUtc(LogPath + ".1", DateTime.UnixEpoch);
        Write(0, "one\n");
        using var reader = new LogReader(LogPath, 1);
        Rest(reader).Should().Be("one\n");
        File.Move(LogPath, LogPath + ".mine");
        File.AppendAllText(LogPath + ".mine", "two\n");
        Rest(reader).Should().Be("two\n");
        // Empty: the writer has not come over yet.
        Write(0, "");
        File.AppendAllText(LogPath + ".mine", "three\n");
        Rest(reader).Should().Be("three\n");
        Append("four\n");
        Rest(reader).Should().Be("four\n");
    }

    [Test]
    public void A_truncated_file_is_read_from_its_beginning()
    {
        Write(0, "one\ntwo\n");
        using var reader = new LogReader(LogPath, 10);
        Rest(reader).Should().Be("one\ntwo\n");
        Write(0, "");
        Rest(reader).Should().BeEmpty();
        Append("three\n");
        Rest(reader).Should().Be("three\n");
    }

    [TestCase("link")]
    [TestCase("directory")]
    [TestCase("pipe")]
    public Task What_is_no_file_is_no_log(string what) => Deadline.For(() =>
    {
        if (what == "directory")
            Directory.CreateDirectory(LogPath);
        else if (what == "link")
            File.CreateSymbolicLink(LogPath, "/etc/passwd");
        else
            OutputPipe.Open(LogPath, Posix.Libc.geteuid()).Dispose();
        using var reader = new LogReader(LogPath, 10);
        reader.Found.Should().BeFalse();
    });

    private void Write(int age, string text) => File.WriteAllText(age == 0 ? LogPath : $"{LogPath}.{age}", text);

    private void Append(string text) => File.AppendAllText(LogPath, text);

    private void Rotate(int most) => OldLogs.Add(LogPath, most);

    private static string Rest(LogReader reader)
    {
        var text = new StringBuilder();
        var buffer = new byte[1000];
        while (reader.Read(buffer) is > 0 and var count)
            text.Append(Encoding.UTF8.GetString(buffer.AsSpan(0, count)));
        return text.ToString();
    }
}
