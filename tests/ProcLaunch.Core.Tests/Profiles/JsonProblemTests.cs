using System.Globalization;

namespace ProcLaunch.Core.Tests.Profiles;

internal sealed class JsonProblemTests : ProfileReadingTests
{
    [Test]
    public void An_unknown_key_is_reported_with_line_and_column()
    {
        var problem = ReadJson("""
            {
              "command": ["x"],
              "comand": ["x"]
            }
            """).Problems.Should().ContainSingle().Which;

        problem.Should().Be(new ProfileProblem("profile.json", "unknown key \"comand\"", "did you mean \"command\"?", 3, 3));
    }

    [Test]
    public void Everything_wrong_is_reported_at_once_in_the_order_of_the_file() =>
        Problems(ReadJson("""
            {
              "command": "redis-server --port 6379",
              "working_directory": ".",
              "environment": {"": "a", "A=B": "c", "D": 5, "PROCLAUNCH_INSTANCE": "x"},
              "user": "ghost",
              "restart": {"policy": "on_failure", "maxDelay": 10, "stableAfter": "0s", "maxRestarts": 0, "foo": 1},
              "stop": {"signal": "BOGUS", "timeout": "10 s", "scope": "all"},
              "ready": {"tcp": "127.0.0.1:80", "timeout": "30d"},
              "health": {},
              "user": "web"
            }
            """)).Should().Equal(
            """profile.json:2:14: command must be an array (no shell takes it apart), not the text "redis-server --port 6379"; write for example ["redis-server", "--port", "6379"]""",
            """profile.json:3:3: unknown key "working_directory"; did you mean "workingDirectory"?""",
            """profile.json:4:19: environment has a variable "": the name is empty""",
            """profile.json:4:28: environment has a variable "A=B": a name cannot contain =""",
            """profile.json:4:45: environment.D must be text, not the number 5; write for example "6379" """.TrimEnd(),
            """profile.json:4:48: environment has a variable "PROCLAUNCH_INSTANCE": ProcLaunch sets it itself""",
            """profile.json:5:11: user is wrong: there is no user "ghost"; write the name of a user, or take it out to run as the user ProcLaunch runs as""",
            """profile.json:6:25: restart.policy must be "always", "on-failure" or "never", not the text "on_failure" """.TrimEnd(),
            """profile.json:6:51: restart.maxDelay must be a duration, not the number 10; write for example "10s" """.TrimEnd(),
            """profile.json:6:70: restart.stableAfter must be longer than 0; write a number and a unit: "500ms", "10s", "2m" or "1h" """.TrimEnd(),
            """profile.json:6:91: restart.maxRestarts must be a whole number from 1 to 2147483647, not the number 0""",
            """profile.json:6:94: unknown key "foo" in restart; known here are policy, initialDelay, maxDelay, stableAfter, maxRestarts, window""",
            """profile.json:7:22: stop.signal is wrong: "BOGUS" is no signal; write for example TERM, SIGTERM, 15 or RTMIN+1""",
            """profile.json:7:42: stop.timeout is not a duration: "10 s"; write a number and a unit: "500ms", "10s", "2m" or "1h" """.TrimEnd(),
            """profile.json:7:59: stop.scope must be "group" or "process", not the text "all" """.TrimEnd(),
            """profile.json:8:47: ready.timeout is not a duration: "30d"; write a number and a unit: "500ms", "10s", "2m" or "1h" """.TrimEnd(),
            """profile.json:9:13: health has no check; write for example { "tcp": "127.0.0.1:6379" }""",
            """profile.json:10:3: user is given a second time; the first is on line 5; keep one of them""");

    [TestCase("[]", "1:1: must be an object, not an array; write for example { \"command\": [\"redis-server\"] }")]
    [TestCase("null", "1:1: must be an object, not null; write for example { \"command\": [\"redis-server\"] }")]
    [TestCase("{\"command\": []}", "1:13: command is empty; write for example [\"redis-server\", \"--port\", \"6379\"]")]
    [TestCase("{\"command\": [\"\"]}", "1:14: command[0] is empty; write for example \"redis-server\"")]
    [TestCase("{\"command\": [\"x\", 80]}", "1:19: command[1] must be text, not the number 80; write for example \"6379\"")]
    [TestCase("{\"command\": [\"x\", \"\\u0000\"]}", "1:19: command[1] contains a NUL character; take it out")]
    [TestCase("{\"command\": true}", "1:13: command must be an array, not true; write for example [\"redis-server\", \"--port\", \"6379\"]")]
    [TestCase("{\"command\": null}", "1:13: command must be an array, not null; write for example [\"redis-server\", \"--port\", \"6379\"]")]
    [TestCase("{\"workingDirectory\": \"\"}", "1:22: workingDirectory is empty; write for example \".\"")]
    [TestCase("{\"environment\": []}", "1:17: environment must be an object, not an array; write for example { \"PORT\": \"6379\" }")]
    [TestCase("{\"environment\": {\"A\\u0000\": \"\"}}", "1:18: environment has a variable \"A\\u0000\": a name cannot contain a NUL character")]
    [TestCase("{\"environment\": {\"A\": \"\", \"A\": \"\"}}", "1:27: environment.A is given a second time; the first is on line 1; keep one of them")]
    [TestCase("{\"restart\": {\"maxRestarts\": 1.5}}", "1:29: restart.maxRestarts must be a whole number from 1 to 2147483647, not the number 1.5")]
    [TestCase("{\"restart\": {\"maxRestarts\": -1}}", "1:29: restart.maxRestarts must be a whole number from 1 to 2147483647, not the number -1")]
    [TestCase("{\"restart\": 5}", "1:13: restart must be an object, not the number 5; write for example \"on-failure\" or { \"policy\": \"on-failure\", \"maxDelay\": \"30s\" }")]
    [TestCase("{\"restart\": \"sometimes\"}", "1:13: restart must be \"always\", \"on-failure\" or \"never\", not the text \"sometimes\"")]
    [TestCase("{\"stop\": \"TERM\"}", "1:10: stop must be an object, not the text \"TERM\"; write for example { \"signal\": \"SIGTERM\", \"timeout\": \"10s\" }")]
    [TestCase("{\"stop\": {\"timeout\": \"25h\", \"timeout\": \"1s\"}}", "1:29: stop.timeout is given a second time; the first is on line 1; keep one of them")]
    [TestCase("{\"ready\": {\"timeout\": \"577h\"}}", "1:23: ready.timeout is longer than 24 days: \"577h\"; write a number and a unit: \"500ms\", \"10s\", \"2m\" or \"1h\"")]
    [TestCase("{\"user\": 1000}", "1:10: user must be text, not the number 1000; write for example \"redis\"")]
    [TestCase("{\"user\": \"\"}", "1:10: user is wrong: names no user; write the name of a user, or take it out to run as the user ProcLaunch runs as")]
    [TestCase("{\"$schema\": 1}", "1:13: $schema must be text, not the number 1; write for example \"profile.schema.json\"")]
    [TestCase("{\"environmentFiles\": \".env\"}", "1:22: environmentFiles must be an array, not the text \".env\"; write for example [\".env\"]")]
    [TestCase("{\"environmentFiles\": [\"a\", 1]}", "1:28: environmentFiles[1] must be text, not the number 1; write for example \".env\"")]
    [TestCase("{\"watch\": [\"\"]}", "1:12: watch[0] is empty; write for example \"app.dll\"")]
    [TestCase("{\"umask\": 27}", "1:11: umask must be octal digits in quotes (JSON has no octal numbers), not the number 27; write for example \"0027\"")]
    [TestCase("{\"umask\": \"\"}", "1:11: umask must be an octal number from \"0\" to \"0777\", not \"\"; write for example \"0027\"")]
    [TestCase("{\"umask\": \"0888\"}", "1:11: umask must be an octal number from \"0\" to \"0777\", not \"0888\"; write for example \"0027\"")]
    [TestCase("{\"umask\": \"01000\"}", "1:11: umask must be an octal number from \"0\" to \"0777\", not \"01000\"; write for example \"0027\"")]
    [TestCase("{\"nice\": 20}", "1:10: nice must be a whole number from -20 to 19, not the number 20")]
    [TestCase("{\"nice\": \"5\"}", "1:10: nice must be a number, not the text \"5\"; write for example 5")]
    [TestCase("{\"limits\": 5}", "1:12: limits must be an object, not the number 5; write for example { \"openFiles\": 4096, \"core\": 0 }")]
    [TestCase("{\"limits\": {\"openfile\": 1}}", "1:13: unknown key \"openfile\" in limits; did you mean \"openFiles\"?")]
    [TestCase("{\"limits\": {\"openFiles\": -1}}", "1:26: limits.openFiles must be a whole number from 0 to 2147483647, not the number -1")]
    [TestCase("{\"limits\": {\"openFiles\": \"unlimited\"}}", "1:26: limits.openFiles cannot be \"unlimited\" on Linux; write a number, at most that in /proc/sys/fs/nr_open")]
    [TestCase("{\"limits\": {\"processes\": \"many\"}}", "1:26: limits.processes must be a number or \"unlimited\", not the text \"many\"; write for example 100")]
    [TestCase("{\"limits\": {\"core\": true}}", "1:21: limits.core must be a size or \"unlimited\", not true; write for example \"1GiB\"")]
    [TestCase("{\"limits\": {\"core\": \"10MB\"}}", "1:21: limits.core is not a size: \"10MB\"; write a number and a unit, \"64KiB\", \"10MiB\" or \"1GiB\", or the number of bytes without quotes")]
    [TestCase("{\"limits\": {\"core\": 1.5}}", "1:21: limits.core must be a whole number of bytes, not the number 1.5; write a number and a unit, \"64KiB\", \"10MiB\" or \"1GiB\", or the number of bytes without quotes")]
    [TestCase("{\"limits\": {\"core\": 99999999999999999999}}", "1:21: limits.core is larger than 1048576 GiB: the number 99999999999999999999; write a number and a unit, \"64KiB\", \"10MiB\" or \"1GiB\", or the number of bytes without quotes")]
    [TestCase("{\"log\": {\"maxSize\": \"1KiB\"}}", "1:21: log.maxSize must be at least 4KiB, not the text \"1KiB\"; write a number and a unit, \"64KiB\", \"10MiB\" or \"1GiB\", or the number of bytes without quotes")]
    [TestCase("{\"log\": {\"maxSize\": []}}", "1:21: log.maxSize must be a size, not an array; write for example \"10MiB\"")]
    [TestCase("{\"log\": {\"maxFiles\": 1001}}", "1:22: log.maxFiles must be a whole number from 0 to 1000, not the number 1001")]
    [TestCase("{\"log\": {\"timestamps\": \"yes\"}}", "1:24: log.timestamps must be true or false, not the text \"yes\"")]
    public void A_bad_value_is_reported_where_it_is(string json, string message) =>
        Problems(ReadJson(json)).Should().Equal($"profile.json:{message}");

    [TestCase("", "1:1: empty; write { }, or remove the file")]
    [TestCase(" \n", "1:1: empty; write { }, or remove the file")]
    [TestCase("{\n  \"command\" [\"x\"]\n}", "2:13: not valid JSON: ")]
    [TestCase("{\n  \"command\": [\"x\"]\n", "3:1: not valid JSON: ")]
    [TestCase("{}\n{}", "2:1: not valid JSON: ")]
    [TestCase("{\"a\": \"\\ud800\"}", "1:7: not valid JSON: half of a surrogate pair")]
    [TestCase("{\"\\udc00\": 1}", "1:2: not valid JSON: half of a surrogate pair")]
    [TestCase("{\"ä\": ü}", "1:7: not valid JSON: ")]
    [TestCase("// ä\r\n{]", "2:2: not valid JSON: ")]
    [TestCase("/* a\n b */ {]", "2:8: not valid JSON: ")]
    [TestCase("// only a comment", "1:18: not valid JSON: ")]
    public void A_syntax_error_is_reported_where_it_is(string json, string message) =>
        Problems(ReadJson(json)).Should().ContainSingle().Which.Should().StartWith($"profile.json:{message}");

    [Test]
    public void A_syntax_error_that_quotes_the_file_stays_on_one_line() =>
        Problems(ReadJson("t\n")).Should().Equal("profile.json:1:2: not valid JSON: 't\\n' is an invalid JSON literal. Expected the literal 'true'");

    [Test]
    public void Columns_count_characters_also_behind_umlauts_comments_and_line_ends_of_Windows() =>
        Problems(ReadJson("{ // ä\r\n  /* öü */ \"comand\": 1,\n\"ä\": 2, \"usr\": 3}")).Select(problem => problem.Split(';')[0]).Should().Equal(
            "profile.json:2:12: unknown key \"comand\"",
            "profile.json:3:1: unknown key \"ä\"",
            "profile.json:3:9: unknown key \"usr\"");

    [Test]
    public void Deep_nesting_is_a_syntax_error_and_not_the_end_of_the_process() =>
        Problems(ReadJson("{\"command\":" + new string('[', 500_000))).Should().ContainSingle().Which.Should().Contain("maximum configured depth of 64");

    [Test, CancelAfter(20_000)]
    public void A_hostile_file_is_read_in_no_time_and_fills_no_log()
    {
        var keys = Enumerable.Range(0, 90_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"\"k{i}\":1"));

        var problems = Problems(ReadJson($"{{{string.Join(',', keys)}}}"));

        problems.Should().HaveCount(101);
        problems[^1].Should().Be("profile.json: has 89900 more problems");
    }

    [TestCase("Command", "command")]
    [TestCase("enviroment", "environment")]
    [TestCase("readyy", "ready")]
    [TestCase("depends_on", "dependsOn")]
    public void A_key_written_slightly_wrong_is_recognized(string written, string meant) =>
        Problems(ReadJson($$"""{"{{written}}": 1}""")).Should().Equal($"profile.json:1:2: unknown key \"{written}\"; did you mean \"{meant}\"?");

    [Test]
    public void A_key_like_no_other_is_answered_with_those_known() =>
        Problems(ReadJson("""{"autostart": 1}""")).Should().Equal(
            "profile.json:1:2: unknown key \"autostart\"; known here are command, workingDirectory, environment, environmentFiles, umask, user, nice, limits, restart, stop, ready, health, log, watch, dependsOn, essential");
}
