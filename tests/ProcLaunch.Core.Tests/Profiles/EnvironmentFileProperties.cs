using System.Text;
using FsCheck;
using FsCheck.Fluent;
using ProcLaunch.Profiles;

namespace ProcLaunch.Core.Tests.Profiles;

/// <summary>What holds for every environment file, right, nearly right or not even text.</summary>
internal sealed class EnvironmentFileProperties
{
    private static readonly Gen<string> NearlyRight = Some.TextOf(
        "A", "b", "=", "\n", "\r\n", "\r", " ", "\t", "#", "\"", "'", "\\", "n", "$", "export ", "1", ".", "-", "\0", "ä", "PROCLAUNCH_INSTANCE", "\uFEFF", "A=1\n", "B='x'\n");

    private static readonly Gen<string> Values = Gen.OneOf(Some.Text, NearlyRight).Select(text => Wellformed(text.Replace("\0", "")));

    [Test]
    public void What_is_written_in_double_quotes_is_read_as_it_was() =>
        Always.Holds(Values, value => Parsed($"A=\"{Escaped(value)}\" # x\nB=1").Should().Equal($"A={value}", "B=1"));

    [Test]
    public void What_is_written_in_single_quotes_is_read_as_it_was() =>
        Always.Holds(Values.Select(value => value.Replace("'", "").Replace("\r", "")), value =>
            Parsed($"A='{value}'\r\nB=1").Should().Equal($"A={value}", "B=1"));

    [Test]
    public void What_is_written_without_quotes_is_read_as_it_was_unless_it_needs_them() =>
        Always.Holds(Values.Where(NeedsNoQuotes), value => Parsed($"  A = {value}  # x").Should().Equal($"A={value}"));

    [Test]
    public void Any_bytes_are_variables_or_problems() => Always.Holds(Some.Bytes, Consistent);

    [Test]
    public void A_nearly_right_file_is_variables_or_problems() => Always.Holds(NearlyRight, text => Consistent(Encoding.UTF8.GetBytes(text)));

    private static void Consistent(byte[] content)
    {
        var (variables, problems) = EnvironmentFile.Parse(content, ".env");

        var lines = content.Count(value => value == '\n') + 1;
        problems.Where(problem => problem.Line is null or < 1 || problem.Line > lines).Should().BeEmpty();
        problems.Select(problem => problem.Line).Should().BeInAscendingOrder();
        variables.Where(variable => !VariableName.IsPlain(variable.Key) || VariableName.Problem(variable.Key) is not null || variable.Value.Contains('\0')).Should().BeEmpty();
        Parsed(string.Concat(variables.Select(variable => $"{variable.Key}=\"{Escaped(variable.Value)}\"\n")))
            .Should().Equal(variables.Select(variable => $"{variable.Key}={variable.Value}"));
    }

    private static bool NeedsNoQuotes(string value) =>
        value.Trim(" \t\r\"'#".ToCharArray()) == value && !value.Contains('\n') && !value.Contains(" #") && !value.Contains("\t#");

    private static IEnumerable<string> Parsed(string text)
    {
        var (variables, problems) = EnvironmentFile.Parse(Encoding.UTF8.GetBytes(text), ".env");
        problems.Should().BeEmpty();
        return variables.Select(variable => $"{variable.Key}={variable.Value}");
    }

    private static string Escaped(string value) =>
        value.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("$", "\\$").Replace("\r", "\\r").Replace("\t", "\\t");

    // Halves of surrogate pairs are no text: they cannot be saved.
    private static string Wellformed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
