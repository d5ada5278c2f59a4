using System.Text;
using ProcLaunch.Profiles;

namespace ProcLaunch.Core.Tests.Profiles;

internal sealed class EnvironmentFileTests
{
    private static Dictionary<string, string> Valid(string text)
    {
        var (variables, problems) = EnvironmentFile.Parse(Encoding.UTF8.GetBytes(text), ".env");
        problems.Should().BeEmpty();
        return variables.ToDictionary();
    }

    private static string[] Problems(byte[] content) =>
        [.. EnvironmentFile.Parse(content, ".env").Problems.Select(problem => problem.ToString())];

    private static string[] Problems(string text) => Problems(Encoding.UTF8.GetBytes(text));

    [Test]
    public void Lines_comments_and_quotes_are_read()
    {
        var variables = Valid("""
            # how it is served
            PORT=6379
              INDENTED=yes

            export HOST=localhost # from a shell script
            export	TABBED = a b
            EMPTY=
            EMPTY_WITH_COMMENT= # nothing
            COLOUR=#ff0000
            ANCHOR=page#top
            JSON={"a": "b c"}
            BASE64=aGk=
            WINDOWS=C:\temp\
            PRICE=$HOME ${HOME}
            DOUBLE="a # b\n\t\\ \"c\" \$d $e" # comment
            SINGLE='a # b\n "c" $d'
            NOTHING=""
            export=1
            spring.profiles-active=prod
            UMLAUT='ü'
            """);

        variables.Should().Equal(new Dictionary<string, string>
        {
            ["PORT"] = "6379",
            ["INDENTED"] = "yes",
            ["HOST"] = "localhost",
            ["TABBED"] = "a b",
            ["EMPTY"] = "",
            ["EMPTY_WITH_COMMENT"] = "",
            ["COLOUR"] = "#ff0000",
            ["ANCHOR"] = "page#top",
            ["JSON"] = "{\"a\": \"b c\"}",
            ["BASE64"] = "aGk=",
            ["WINDOWS"] = "C:\\temp\\",
            ["PRICE"] = "$HOME ${HOME}",
            ["DOUBLE"] = "a # b\n\t\\ \"c\" $d $e",
            ["SINGLE"] = "a # b\\n \"c\" $d",
            ["NOTHING"] = "",
            ["export"] = "1",
            ["spring.profiles-active"] = "prod",
            ["UMLAUT"] = "ü",
        });
    }

    [TestCase("")]
    [TestCase("\n\r\n \t \n")]
    [TestCase("\uFEFF# only a comment")]
    public void A_file_without_variables_is_no_problem(string text) => Valid(text).Should().BeEmpty();

    [TestCase("\uFEFFA=1\r\nB=2 \r\nC='x'\r\n")]
    [TestCase("A=1\nB=2\nC=x")]
    public void A_byte_order_mark_and_line_ends_of_Windows_are_tolerated(string text) =>
        Valid(text).Should().Equal(new Dictionary<string, string> { ["A"] = "1", ["B"] = "2", ["C"] = "x" });

    [TestCase("KEY=\"-----BEGIN-----\nabc\n-----END-----\"\nB=1")]
    [TestCase("KEY='-----BEGIN-----\r\nabc\r\n-----END-----'\r\nB=1")]
    public void A_value_in_quotes_may_go_over_several_lines(string text) =>
        Valid(text).Should().Equal(new Dictionary<string, string> { ["KEY"] = "-----BEGIN-----\nabc\n-----END-----", ["B"] = "1" });

    [Test]
    public void The_last_of_several_lines_for_a_variable_wins() =>
        Valid("A=1\nB=2\nA=3").Should().Equal(new Dictionary<string, string> { ["A"] = "3", ["B"] = "2" });

    [TestCase("A=1\nthe secret\nB=2", ".env:2: no = in the line; write KEY=value, or # before a comment")]
    [TestCase("export A", ".env:1: no = in the line; write KEY=value, or # before a comment")]
    [TestCase("=x", ".env:1: what stands before = is not the name of a variable; write KEY=value; names are letters, digits and _ . - and do not start with a digit")]
    [TestCase("1A=x", ".env:1: what stands before = is not the name of a variable; write KEY=value; names are letters, digits and _ . - and do not start with a digit")]
    [TestCase("A B=x", ".env:1: what stands before = is not the name of a variable; write KEY=value; names are letters, digits and _ . - and do not start with a digit")]
    [TestCase("export export A=x", ".env:1: what stands before = is not the name of a variable; write KEY=value; names are letters, digits and _ . - and do not start with a digit")]
    [TestCase("PROCLAUNCH_INSTANCE=x", ".env:1: PROCLAUNCH_INSTANCE cannot be set: ProcLaunch sets it itself; take it out")]
    [TestCase("export PROCLAUNCH_PROFILE='x'", ".env:1: PROCLAUNCH_PROFILE cannot be set: ProcLaunch sets it itself; take it out")]
    [TestCase("A=1\nB=\"x\ny\nC=2\n", ".env:2: the quote that begins here is never closed; close it, or put quotes of the other kind around it")]
    [TestCase("A='\nB=1\\'", null)]
    [TestCase("A=\"x\\", ".env:1: the quote that begins here is never closed; close it, or put quotes of the other kind around it")]
    [TestCase("A='x'y", ".env:1: something follows the closing quote; end the line after the quote; a comment needs a space before #")]
    [TestCase("A='x'#y", ".env:1: something follows the closing quote; end the line after the quote; a comment needs a space before #")]
    [TestCase("A='x\ny' z\nB=1", ".env:2: something follows the quote that closes the one of line 1; end the line after the quote; a comment needs a space before #")]
    [TestCase("\nA=\"x\n\\d\"", ".env:3: a backslash in double quotes before something it does not go with; write \\\\ for a backslash (known are \\n \\r \\t \\\\ \\\" \\$), or use single quotes")]
    public void A_bad_line_is_reported_with_its_number_and_never_with_its_content(string text, string? message) =>
        Problems(text).Should().Equal(message is null ? [] : [message]);

    [Test]
    public void All_bad_lines_are_reported_and_the_good_ones_read()
    {
        var (variables, problems) = EnvironmentFile.Parse("A=1\nB\nC='\n'x\nD=\"\\\n\"\nE\nF=2"u8, ".env");

        variables.Select(variable => variable.Key).Should().Equal("A", "F");
        problems.Select(problem => problem.Line).Should().Equal(2, 4, 5, 7);
    }

    [Test]
    public void What_is_no_text_is_one_problem()
    {
        Problems("A=1\nB=\0\0\n").Should().Equal(".env:2: contains a NUL byte; write plain text");
        Problems([.. "A=ä\n\n"u8, 0xE4, (byte)'\n', 0xE4]).Should().Equal(".env:3: not UTF-8 text; save it as UTF-8");
        Problems([.. "A="u8, 0xC3]).Should().Equal(".env:1: not UTF-8 text; save it as UTF-8");
        Problems(Encoding.Unicode.GetPreamble()).Should().Equal(".env:1: not UTF-8 text; save it as UTF-8");
    }

    [Test, CancelAfter(20_000)]
    public void A_hostile_file_is_read_in_no_time_and_fills_no_log()
    {
        var problems = Problems(string.Concat(Enumerable.Repeat("x\n", 500_000)));

        problems.Should().HaveCount(101);
        problems[^1].Should().Be(".env:101: has more problems from here on");
        Problems(string.Concat(Enumerable.Repeat("A=''x\n", 150_000))).Should().HaveCount(101);
    }
}
