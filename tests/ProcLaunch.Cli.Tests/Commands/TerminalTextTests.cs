using ProcLaunch.Cli.Logs;

namespace ProcLaunch.Cli.Tests.Commands;

public class TerminalTextTests
{
    [TestCase("plain äöü 日本 👍", "plain äöü 日本 👍")]
    [TestCase("\e[1;31mred\e[0m", "red", TestName = "Colours")]
    [TestCase("\e[2J\e[1;1Hx\e[?25l", "x", TestName = "Moving the cursor")]
    [TestCase("\e]0;title\aa\e]2;title\e\\b", "ab", TestName = "Setting the title")]
    [TestCase("\e]8;;http://x\e\\link\e]8;;\e\\", "link", TestName = "Links")]
    [TestCase("\ePq#0~\e\\x\e_apc\e\\y\e^pm\e\\z", "xyz", TestName = "Strings for devices")]
    [TestCase("a\e]0;never ended", "a", TestName = "A string never ended")]
    [TestCase("\e(B\ecx\e7\e8", "x", TestName = "Short sequences")]
    [TestCase("a\e", "a", TestName = "An escape alone")]
    [TestCase("\u009b31mx\u009d0;t\u009cy", "xy", TestName = "The eight bit forms")]
    [TestCase("a\tb", "a\tb", TestName = "Tabs stay")]
    [TestCase("windows\r", "windows", TestName = "An end of line of Windows")]
    [TestCase("100%\r200%", "100%\\r200%", TestName = "What would write over the line is shown")]
    [TestCase("a\b\a\u007f\0", "a\\x08\\x07\\x7f\\x00", TestName = "Controls are shown")]
    [TestCase("\u202ea\u2028b", "\\u202ea\\u2028b", TestName = "Turning the direction is shown")]
    [TestCase("\e[\e[31m\e]0;\e[0m", "", TestName = "Sequences within sequences")]
    public void Nothing_that_moves_a_terminal_is_left(string line, string shown) => TerminalText.Of(line).Should().Be(shown);
}
