using System.Text;

namespace ProcLaunch.Hosting.Tests.PidFiles;

/// <summary>What counts as one decimal pid.</summary>
public class PidFileParseTests
{
    [TestCase("1234", 1234)]
    [TestCase("1234\n", 1234)]
    [TestCase("      1234\n", 1234)]
    [TestCase("1234\t\n", 1234)]
    [TestCase("1234\r\n", 1234)]
    [TestCase("2", 2)]
    [TestCase("4194304", 4194304)]
    [TestCase("1234\n/var/lib/postgresql/data\n1700000000\n5432\n", 1234)]
    public void A_pid_on_the_first_line_is_read(string content, int pid) =>
        PidFile.Parse(Encoding.UTF8.GetBytes(content)).Should().Be(pid);

    [TestCase("\n")]
    [TestCase(" ")]
    [TestCase("\n1234\n")]
    [TestCase("garbage")]
    [TestCase("1234 5678\n")]
    [TestCase("1234x")]
    [TestCase("pid=1234")]
    [TestCase("0x4d2")]
    [TestCase("1,234")]
    [TestCase("1234.0")]
    [TestCase("1e3")]
    [TestCase("+1234")]
    [TestCase("0")]
    [TestCase("1")]
    [TestCase("-1")]
    [TestCase("-5")]
    [TestCase("4194305")]
    [TestCase("2147483648")]
    [TestCase("4294967297")]
    [TestCase("9223372036854775808")]
    [TestCase("18446744073709551615")]
    [TestCase("99999999999999999999")]
    [TestCase("\uFEFF1234\n")]
    [TestCase("1234\0\n")]
    [TestCase("\u00a01234")]
    [TestCase("١٢٣٤")]
    public void Anything_else_is_no_pid(string content) =>
        PidFile.Parse(Encoding.UTF8.GetBytes(content)).Should().BeNull();

    [Test]
    public void Bytes_that_are_no_text_are_no_pid() => PidFile.Parse([0xff, 0xfe, (byte)'1', (byte)'2']).Should().BeNull();
}
