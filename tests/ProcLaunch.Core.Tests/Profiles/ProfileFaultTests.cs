using System.Text;

namespace ProcLaunch.Core.Tests.Profiles;

/// <summary>What users and accidents put into a profile's directory (FAULTS D18, H9, H12, K4): always a problem, never an exception.</summary>
internal sealed class ProfileFaultTests : ProfileReadingTests
{
    private static readonly string[] TextFiles = ["pid_file", "restart", "stop_signal", "reload", "user", "profile.json"];

    private static readonly string[] AllFiles = [.. TextFiles, "run", "down"];

    [TestCase("stop_signal", "BOGUS", "\"BOGUS\" is no signal; write for example TERM, SIGTERM, 15 or RTMIN+1")]
    [TestCase("stop_signal", "0", "\"0\" is no signal; write for example TERM, SIGTERM, 15 or RTMIN+1")]
    [TestCase("stop_signal", "-9", "\"-9\" is no signal; write for example TERM, SIGTERM, 15 or RTMIN+1")]
    [TestCase("stop_signal", "999", "\"999\" is no signal; write for example TERM, SIGTERM, 15 or RTMIN+1")]
    [TestCase("stop_signal", "99999999999999999999", "\"99999999999999999999\" is no signal; write for example TERM, SIGTERM, 15 or RTMIN+1")]
    [TestCase("stop_signal", "TERM\nINT", "\"TERM\\nINT\" is no signal; write for example TERM, SIGTERM, 15 or RTMIN+1")]
    [TestCase("stop_signal", "RTM", "\"RTM\" is no signal; write for example TERM, SIGTERM, 15 or RTMIN+1")]
    [TestCase("stop_signal", "RTMXX-1", "\"RTMXX-1\" is no signal; write for example TERM, SIGTERM, 15 or RTMIN+1")]
    [TestCase("stop_signal", "RTMIN+31", "\"RTMIN+31\" is no signal; write for example TERM, SIGTERM, 15 or RTMIN+1")]
    [TestCase("stop_signal", "  ", "empty; write for example TERM, SIGTERM, 15 or RTMIN+1, or remove the file")]
    [TestCase("reload", "BOGUS", "\"BOGUS\" is no signal; write for example TERM, SIGTERM, 15 or RTMIN+1")]
    [TestCase("reload", "9", "SIGKILL would kill the service instead of reloading it; write for example HUP or USR1")]
    [TestCase("reload", "STOP", "SIGSTOP would suspend the service instead of reloading it; write for example HUP or USR1")]
    [TestCase("pid_file", "", "empty; write the path of the pid file on one line")]
    [TestCase("pid_file", " \n\n", "empty; write the path of the pid file on one line")]
    [TestCase("pid_file", "a.pid\nb.pid\n", "has more than one line; write the path of the pid file on one line")]
    [TestCase("pid_file", "a.pid\0", "contains a NUL byte; write plain text")]
    [TestCase("pid_file", "/run/", "\"/run/\" is a directory; write the path of the pid file on one line")]
    [TestCase("pid_file", "..", "\"..\" is a directory; write the path of the pid file on one line")]
    [TestCase("user", "0day", "there is no user \"0day\"; write the name of a user, or remove the file to run as the user ProcLaunch runs as")]
    [TestCase("user", "0x0", "there is no user \"0x0\"; write the name of a user, or remove the file to run as the user ProcLaunch runs as")]
    [TestCase("user", "4294967295", "there is no user \"4294967295\"; write the name of a user, or remove the file to run as the user ProcLaunch runs as")]
    [TestCase("user", "-1", "\"-1\" cannot be the name of a user; write the name of a user, or remove the file to run as the user ProcLaunch runs as")]
    [TestCase("user", "\n", "names no user; write the name of a user, or remove the file to run as the user ProcLaunch runs as")]
    public void A_bad_value_is_refused_with_the_reason_and_what_would_be_right(string file, string content, string message) =>
        Problems(ReadWith(file, content)).Should().Equal($"{file}: {message}");

    [TestCaseSource(nameof(AllFiles))]
    public void A_pipe_is_refused_and_never_opened(string file)
    {
        Files.Pipe($"{Directory}/{file}");

        Problems(Read()).Should().Equal($"{file}: a pipe, socket or device, not a regular file; put a regular file in its place or remove it");
        Files.Opened.Should().BeEmpty();
    }

    [TestCaseSource(nameof(AllFiles))]
    public void A_directory_is_refused_and_never_opened(string file)
    {
        Files.Directory($"{Directory}/{file}");

        Problems(Read()).Should().Equal($"{file}: a directory, not a regular file; put a regular file in its place or remove it");
        Files.Opened.Should().BeEmpty();
    }

    [TestCaseSource(nameof(AllFiles))]
    public void A_link_that_leads_nowhere_is_refused(string file)
    {
        Files.Link($"{Directory}/{file}", "/nowhere");

        Problems(Read()).Should().Equal($"{file}: a link that leads nowhere; put a regular file in its place or remove it");
    }

    [TestCaseSource(nameof(AllFiles))]
    public void A_link_to_itself_is_refused(string file)
    {
        Files.Link($"{Directory}/{file}", file);

        Problems(Read()).Should().Equal(
            $"{file}: cannot be looked at: Too many levels of symbolic links; put a regular file in its place or remove it");
    }

    [TestCaseSource(nameof(TextFiles))]
    public void A_huge_file_is_refused_and_never_opened(string file)
    {
        Files.Write($"{Directory}/{file}", "");
        Files.Change($"{Directory}/{file}", node => node with { Size = 1L << 30 });

        Problems(Read()).Should().Equal($"{file}: larger than {(file == "profile.json" ? 1024 : 64)} KiB");
        Files.Opened.Should().BeEmpty();
    }

    [TestCaseSource(nameof(TextFiles))]
    public void A_file_of_exactly_the_limit_is_read(string file)
    {
        Files.Write($"{Directory}/{file}", new byte[file == "profile.json" ? 1024 * 1024 : 64 * 1024]);

        Problems(Read()).Should().Equal($"{file}: contains a NUL byte; write plain text");
    }

    [TestCaseSource(nameof(TextFiles))]
    public void An_unreadable_file_is_reported_with_the_reason(string file)
    {
        Files.Write($"{Directory}/{file}", "");
        Files.Unreadable.Add($"{Directory}/{file}");

        Problems(Read()).Should().Equal($"{file}: cannot be read: Permission denied");
    }

    [TestCaseSource(nameof(TextFiles))]
    public void A_file_that_is_not_UTF8_is_refused(string file)
    {
        Files.Write($"{Directory}/{file}", Encoding.Latin1.GetBytes("wäb"));

        Problems(Read()).Should().Equal($"{file}: not UTF-8 text; save it as UTF-8");
    }

    [Test]
    public void A_directory_that_fails_is_one_problem_not_eight()
    {
        Files.Failing[Directory] = "Input/output error";

        Problems(Read()).Should().Equal("/profiles/web: cannot be looked at: Input/output error");
    }

    [Test]
    public void A_long_value_is_shortened_in_the_message() =>
        Problems(ReadWith("stop_signal", new string('x', 60_000))).Should().Equal(
            $"stop_signal: \"{new string('x', 60)}…\" is no signal; write for example TERM, SIGTERM, 15 or RTMIN+1");

    [Test]
    public void A_value_cannot_put_control_characters_into_the_message() =>
        Problems(ReadWith("stop_signal", "\u001b[2J\r\u2028\"")).Single().Should().StartWith("stop_signal: \"\\u001b[2J\\r\\u2028\\\"\" is no signal");
}
