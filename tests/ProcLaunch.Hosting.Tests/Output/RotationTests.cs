using ProcLaunch.Output;
using ProcLaunch.Posix;

namespace ProcLaunch.Hosting.Tests.Output;

public class RotationTests
{
    private Bench bench = null!;

    [SetUp]
    public void SetUp() => bench = new Bench();

    [TearDown]
    public void TearDown() => bench.Dispose();

    private string LogPath => bench.Capture.LogPath("web");

    [Test]
    public Task A_full_file_is_rotated_at_the_next_end_of_a_line() => Deadline.For(() =>
    {
        Write(Size(10), "one\ntwo\nthree\nfour\n");
        Old(1).Should().Be("one\ntwo\nthree\n");
        bench.Text("web").Should().Be("four\n");
    });

    [Test]
    public Task A_file_filled_exactly_is_full() => Deadline.For(() =>
    {
        Write(Size(8), "one\ntwo\nthree\n");
        Old(1).Should().Be("one\ntwo\n");
        bench.Text("web").Should().Be("three\n");
    });

    [Test]
    public Task Nothing_is_rotated_before_there_is_more_to_write() => Deadline.For(() =>
    {
        Write(Size(4), "one\n");
        bench.Capture.Drain("web");
        bench.Text("web").Should().Be("one\n");
        File.Exists(LogPath + ".1").Should().BeFalse();
    });

    [Test]
    public Task A_line_longer_than_the_size_stays_whole_in_one_file() => Deadline.For(() =>
    {
        var line = new string('x', 1_000_000) + "\n";
        Write(Size(100), "one\n" + line + "two\n");
        Old(1).Should().Be("one\n" + line);
        bench.Text("web").Should().Be("two\n");
    });

    [Test]
    public Task A_line_that_comes_in_pieces_is_not_torn() => Deadline.For(() =>
    {
        var service = bench.Service("web", Size(3));
        foreach (var piece in new[] { "a ", "long ", "line", "\n", "next" })
        {
            service.Write(piece);
            bench.Capture.Drain("web");
        }
        Old(1).Should().Be("a long line\n");
        bench.Text("web").Should().Be("next");
    });

    [Test]
    public Task The_newest_old_files_are_kept() => Deadline.For(() =>
    {
        Write(Size(4, files: 2), "one\ntwo\nthree\nfour\n");
        Names().Should().Equal("web.log", "web.log.1", "web.log.2");
        (Old(2), Old(1), bench.Text("web")).Should().Be(("two\n", "three\n", "four\n"));
    });

    [Test]
    public Task Without_old_files_the_file_is_begun_anew() => Deadline.For(() =>
    {
        Write(Size(4, files: 0), "one\ntwo\n");
        Names().Should().Equal("web.log");
        bench.Text("web").Should().Be("two\n");
    });

    [Test]
    public Task Each_service_has_its_own_settings() => Deadline.For(() =>
    {
        Write(Size(4), "one\ntwo\n");
        bench.Service("other").Write("one\ntwo\n");
        bench.Capture.Drain("other");
        bench.Text("other").Should().Be("one\ntwo\n");
    });

    [Test]
    public Task A_later_opening_changes_the_settings() => Deadline.For(() =>
    {
        Write(Size(4, files: 4), "one\ntwo\nthree\nfour\nfive\n");
        Write(Size(9, files: 1), "six\nseven\n");
        Names().Should().Equal("web.log", "web.log.1");
        Old(1).Should().Be("five\nsix\n");
        bench.Text("web").Should().Be("seven\n");
    });

    [Test]
    public Task What_an_earlier_capture_wrote_counts() => Deadline.For(() =>
    {
        Write(Size(8), "one\nt");
        bench.Restart();
        Write(Size(8), "wo\nthree\n");
        Old(1).Should().Be("one\ntwo\n");
        bench.Text("web").Should().Be("three\n");
    });

    [Test]
    public Task A_file_system_that_cannot_splice_gets_the_same_files() => Deadline.For(() =>
    {
        var service = bench.Service("web", Size(10));
        bench.RefuseSplice("web");
        service.Write("one\ntwo\nthree\nfour\n");
        bench.Capture.Drain("web");
        Old(1).Should().Be("one\ntwo\nthree\n");
        bench.Text("web").Should().Be("four\n");
    });

    /// <summary>The states that a death between two renames of one rotation leaves.</summary>
    [TestCase("one.3 two.1 three.0", "one.3 two.2 three.1 four.0", TestName = "A_death_while_rotating_costs_no_old_file(gap at 2)")]
    [TestCase("one.3 two.2 three.0", "one.3 two.2 three.1 four.0", TestName = "A_death_while_rotating_costs_no_old_file(gap at 1)")]
    [TestCase("one.3 two.2 three.1", "one.3 two.2 three.1 four.0", TestName = "A_death_while_rotating_costs_no_old_file(no new file)")]
    [TestCase("one.2 two.1 three.0", "one.3 two.2 three.1 four.0", TestName = "A_death_while_rotating_costs_no_old_file(nothing done)")]
    public Task A_death_while_rotating_costs_no_old_file(string left, string expected) => Deadline.For(() =>
    {
        Directory.CreateDirectory(Path.GetDirectoryName(LogPath)!);
        foreach (var file in left.Split(' ').Select(file => file.Split('.')))
            File.WriteAllText(file[1] == "0" ? LogPath : $"{LogPath}.{file[1]}", file[0] + "\n");
        Write(Size(3, files: 3), "four\n");
        string.Join(' ', Enumerable.Range(0, 4).Reverse().Select(age => $"{(age == 0 ? bench.Text("web") : Old(age)).TrimEnd()}.{age}"))
            .Should().Be(expected);
    });

    [TestCase("link")]
    [TestCase("directory")]
    [TestCase("pipe")]
    public Task What_is_no_file_in_the_place_of_an_old_one_is_passed_over(string what) => Deadline.For(() =>
    {
        var target = Put(what, LogPath + ".1");
        Write(Size(4, files: 2), "one\ntwo\nthree\n");
        File.ReadAllText(target).Should().Be("untouched");
        Old(2).Should().Be("two\n");
        bench.Text("web").Should().Be("three\n");
        bench.Problems.Should().Equal(new CaptureProblem("web", CaptureProblemKind.NotRotated, $"{LogPath}.1 is no file of ours"));
    });

    [TestCase("link")]
    [TestCase("directory")]
    public Task The_size_is_bounded_also_where_no_place_is_left(string what) => Deadline.For(() =>
    {
        Put(what, LogPath + ".1");
        Write(Size(4, files: 1), "one\ntwo\n");
        bench.Text("web").Should().Be("two\n");
        bench.Problems.Should().ContainSingle();
    });

    [Test]
    public Task A_file_that_cannot_be_renamed_is_written_on_and_rotated_later() => Deadline.For(() =>
    {
        var service = bench.Service("web", Size(4));
        using (new BoundFile(LogPath))
        {
            service.Write("one\ntwo\nthree\n");
            bench.Capture.Drain("web");
            bench.PassASecond();
            service.Write("four\n");
            bench.Capture.Drain("web");
            bench.Text("web").Should().Be("one\ntwo\nthree\nfour\n");
            bench.Problems.Should().ContainSingle().Which.Reason.Should().EndWith("device or resource busy");
        }
        bench.PassASecond();
        service.Write("five\n");
        bench.Capture.Drain("web");
        Old(1).Should().Be("one\ntwo\nthree\nfour\n");
        bench.Text("web").Should().Be("five\n");
    });

    [Test]
    public Task A_file_someone_else_renamed_is_not_counted_as_an_old_one() => Deadline.For(() =>
    {
        var service = bench.Service("web", Size(4));
        service.Write("one\n");
        bench.Capture.Drain("web");
        File.Move(LogPath, LogPath + ".mine");
        service.Write("two\n");
        bench.Capture.Drain("web");
        Names().Should().Equal("web.log", "web.log.mine");
        bench.Text("web").Should().Be("two\n");
    });

    [Test]
    public Task The_tail_goes_on_in_old_files() => Deadline.For(() =>
    {
        Write(Size(8), "one\ntwo\nthree\nfour\nfive\n");
        bench.Capture.Tail("web", 2).Should().Equal("four", "five");
        bench.Capture.Tail("web", 4).Should().Equal("two", "three", "four", "five");
        bench.Capture.Tail("web", 100).Should().Equal("one", "two", "three", "four", "five");
    });

    [Test]
    public Task The_tail_of_a_log_that_is_just_being_rotated_is_in_the_old_file() => Deadline.For(() =>
    {
        Write(Size(8), "one\ntwo\n");
        File.Move(LogPath, LogPath + ".1");
        bench.Capture.Tail("web", 1).Should().Equal("two");
    });

    private static LogSettings Size(long bytes, int files = 5) => new() { MaxSize = bytes, MaxFiles = files };

    private void Write(LogSettings settings, string text)
    {
        bench.Service("web", settings).Write(text);
        bench.Capture.Drain("web");
    }

    private string Old(int age) => File.ReadAllText($"{LogPath}.{age}");

    private IEnumerable<string?> Names() => Directory.GetFileSystemEntries(Path.GetDirectoryName(LogPath)!).Select(Path.GetFileName).Order();

    /// <returns>A file that would change if the thing at the path were taken for a file.</returns>
    private string Put(string what, string path)
    {
        var target = Path.Combine(bench.StateDirectory, "target");
        File.WriteAllText(target, "untouched");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (what == "directory")
            Directory.CreateDirectory(path);
        else if (what == "link")
            File.CreateSymbolicLink(path, target);
        else
            OutputPipe.Open(path, Libc.geteuid()).Dispose();
        return target;
    }
}
