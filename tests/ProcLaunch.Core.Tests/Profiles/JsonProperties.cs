using FsCheck.Fluent;
using ProcLaunch.Profiles;

namespace ProcLaunch.Core.Tests.Profiles;

/// <summary>What holds for every profile.json, right, nearly right or not even text.</summary>
internal sealed class JsonProperties : ProfileReadingTests
{
    private const string Right = """
        {
          "$schema": "profile.schema.json", // ä
          "command": ["redis-server", "--port", "6379"],
          "workingDirectory": "data", "environment": {"PORT": "6379", "Ü": ""}, "environmentFiles": [".env"], "umask": "0027",
          "user": "web", "nice": -5, "limits": {"openFiles": 4096, "processes": "unlimited", "core": 0, "fileSize": "1.5GiB"},
          "restart": {"policy": "on-failure", "initialDelay": "0s", "maxDelay": "1.5m", "maxRestarts": 5, "window": "1h"},
          /* patience */ "stop": {"signal": "quit", "timeout": "500ms", "scope": "process"}, "ready": {"any": [{"tcp": "[::1]:80"}, {"log": "a+"}]}, "health": {"notify": "systemd"},
          "log": {"maxSize": "64KiB", "maxFiles": 0, "timestamps": true}, "watch": ["app.dll", "../x"],
        }
        """;

    private static readonly string[] Pieces =
    [
        "\"", "{", "}", "[", "]", ",", ":", "\\", "\\u0000", "\\ud800", "null", "true", "0", "-1", "1e999", "99999999999999999999", "0.5", "\"\"", "\"unlimited\"",
        "\"1h\"", "\"1KiB\"", "{}", "[]", "[[[[", "//", "/*", "*/", "\r\n", "\0", "\uFEFF", "ä", "\"health\": {},", "\"user\": \"root\",", "\"watch\": [\"/\"],",
    ];

    [Test]
    public void Any_bytes_are_a_definition_or_problems() => Always.Holds(Some.Bytes, Consistent);

    [Test]
    public void Any_pieces_of_JSON_are_a_definition_or_problems() =>
        Always.Holds(Some.TextOf(Pieces).Select(System.Text.Encoding.UTF8.GetBytes), Consistent);

    [Test]
    public void A_right_file_with_mistakes_is_a_definition_or_problems() => Always.Holds(Some.Mutated(Right, Pieces), Consistent);

    [Test]
    public void The_file_to_be_mutated_is_right() => Valid(ReadJson(Right));

    private void Consistent(byte[] content)
    {
        Files.Write($"{Directory}/profile.json", content);
        var reading = Read();

        (reading.Definition is null || reading.Problems.Count == 0).Should().BeTrue("what is wrong is never used");
        reading.Problems.Where(problem => problem.What.Length == 0 || problem.ToString() is { Length: > 1000 } || problem.ToString().Any(char.IsControl)).Should().BeEmpty();
        reading.Problems.Where(problem => problem is { Line: < 1 } or { Column: < 1 } or { Line: not null, Column: null }).Should().BeEmpty();
        new ProfileLook(Files, Directory, reading.Also).Stamp.Should().Be(reading.Stamp);
    }
}
