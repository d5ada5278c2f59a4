using System.Text;

namespace ProcLaunch.Core.Tests.Profiles;

internal sealed class JsonProfileTests : ProfileReadingTests
{
    [Test]
    public void Every_key_of_this_version_is_read()
    {
        var definition = Valid(ReadJson("""
            {
              "$schema": "profile.schema.json",
              "command": ["redis-server", "--port", "6379"], // instead of run
              "workingDirectory": "data",
              "environment": {"PORT": "6379", "EMPTY": ""},
              "environmentFiles": [".env", "/etc/web.env"],
              "umask": "0027",
              "user": "web",
              "nice": -5,
              "limits": {"openFiles": 4096, "processes": "unlimited", "core": 0, "fileSize": "1.5GiB", "addressSpace": 65536},
              "restart": {"policy": "on-failure", "initialDelay": "0s", "maxDelay": "1.5m", "stableAfter": "5s", "maxRestarts": 5, "window": "1h"},
              /* patience */
              "stop": {"signal": "quit", "timeout": "500ms", "scope": "process"},
              "ready": {"all": [{"tcp": "[::1]:80"}, {"any": [{"exec": ["./ping", "-1"]}, {"file": "up"}]}], "timeout": "2m", "interval": "1s"},
              "health": {"http": "http://localhost/health", "interval": "1m", "failures": 1, "timeout": "250ms"},
              "log": {"maxSize": "64KiB", "maxFiles": 0, "timestamps": true},
              "watch": ["app.dll", "../shared.json"],
            }
            """));

        definition.Should().BeEquivalentTo(new ProfileDefinition("web")
        {
            Command = ["redis-server", "--port", "6379"],
            WorkingDirectory = "/profiles/web/data",
            Environment = new Dictionary<string, string> { ["PORT"] = "6379", ["EMPTY"] = "" },
            User = "web",
            Restart = new RestartPolicy
            {
                Mode = RestartMode.OnFailure,
                InitialDelay = TimeSpan.Zero,
                MaxDelay = TimeSpan.FromSeconds(90),
                StableAfter = TimeSpan.FromSeconds(5),
                MaxRestarts = 5,
                Window = TimeSpan.FromHours(1),
            },
            Stop = new StopSettings { Signal = new Signal(3), Timeout = TimeSpan.FromMilliseconds(500), Scope = StopScope.Process },
            StartTimeout = TimeSpan.FromMinutes(2),
            Ready = ReadyWhen.All(
                ReadyWhen.Tcp("::1", 80), ReadyWhen.Any(ReadyWhen.Exec("/profiles/web/ping", "-1"), ReadyWhen.File("/profiles/web/up"))),
            ReadyInterval = TimeSpan.FromSeconds(1),
            Health = new HealthCheck(ReadyWhen.Http("http://localhost/health"))
            {
                Interval = TimeSpan.FromMinutes(1),
                Failures = 1,
                Timeout = TimeSpan.FromMilliseconds(250),
            },
            EnvironmentFiles = ["/profiles/web/.env", "/etc/web.env"],
            Umask = 23,
            Nice = -5,
            Limits = new ProcessLimits { OpenFiles = 4096, Processes = ulong.MaxValue, Core = 0, FileSize = 3UL << 29, AddressSpace = 65536 },
            Log = new LogSettings { MaxSize = 65536, MaxFiles = 0, Timestamps = true },
            Watch = ["/profiles/web/app.dll", "/profiles/web/../shared.json"],
        });
    }

    [Test]
    public void A_mutilated_file_is_a_reading_like_any_other()
    {
        var whole = Encoding.UTF8.GetBytes("""
            {"command": ["ä", "\u00e4"], /* x */ "environment": {"A": "b"}, // y
             "restart": {"maxRestarts": 1.5e3}, "stop": {"signal": 9}, "user": "web", "ready": null, "down": [true, false,],}
            """);
        for (var i = 0; i < whole.Length; i++)
        {
            ReadBytes(whole[..i]);
            foreach (var other in "\0\n\"\\{}[],:/*u9 \u00ff"u8.ToArray())
                ReadBytes([.. whole[..i], other, .. whole[(i + 1)..]]);
        }

        void ReadBytes(byte[] content)
        {
            Files.Write($"{Directory}/profile.json", content);
            Read().Problems.Should().OnlyContain(problem => problem.Line == null || problem.Column > 0);
        }
    }

    [TestCase("0", 0)]
    [TestCase("27", 23)]
    [TestCase("0027", 23)]
    [TestCase("00000777", 511)]
    public void A_umask_is_octal(string text, int mask) =>
        Valid(ReadJson($$"""{"command": ["x"], "umask": "{{text}}"}""")).Umask.Should().Be(mask);

    [Test]
    public void So_many_paths_that_looking_at_them_takes_time_are_refused()
    {
        var paths = string.Join(',', Enumerable.Repeat("\"x\"", 101));

        Problems(ReadJson($$"""{"watch": [{{paths}}]}""")).Should().Equal(
            "profile.json:1:11: watch has 101 paths, more than 100; name fewer");
    }

    [TestCase("\"always\"", RestartMode.Always)]
    [TestCase("\"on-failure\"", RestartMode.OnFailure)]
    [TestCase("\"never\"", RestartMode.Never)]
    [TestCase("{}", RestartMode.Always)]
    [TestCase("{\"policy\": \"never\"}", RestartMode.Never)]
    public void Restart_can_be_a_policy_or_an_object(string restart, RestartMode mode) =>
        Valid(ReadJson($$"""{"command": ["x"], "restart": {{restart}}}""")).Restart.Should().Be(new RestartPolicy { Mode = mode });

    [Test]
    public void Without_restart_it_is_never_restarted() =>
        Valid(ReadJson("""{"command": ["x"]}""")).Restart.Mode.Should().Be(RestartMode.Never);

    [Test]
    public void The_restart_file_gives_the_policy_when_profile_json_gives_only_delays()
    {
        Files.Write($"{Directory}/restart", "on-failure");

        Valid(ReadJson("""{"command": ["x"], "restart": {"maxDelay": "1s"}}""")).Restart
            .Should().Be(RestartPolicy.OnFailure with { MaxDelay = TimeSpan.FromSeconds(1) });
    }

    [Test]
    public void The_stop_signal_file_goes_together_with_a_timeout_in_profile_json()
    {
        Files.Write($"{Directory}/stop_signal", "INT");

        Valid(ReadJson("""{"command": ["x"], "stop": {"timeout": "1s"}}""")).Stop
            .Should().Be(new StopSettings { Signal = Signal.Interrupt, Timeout = TimeSpan.FromSeconds(1) });
    }

    [Test]
    public void A_signal_can_be_a_number() =>
        Valid(ReadJson("""{"command": ["x"], "stop": {"signal": 2}}""")).Stop.Signal.Should().Be(Signal.Interrupt);

    [TestCase("bin/server", "/profiles/web/bin/server")]
    [TestCase("./server", "/profiles/web/server")]
    [TestCase("/usr/bin/server", "/usr/bin/server")]
    [TestCase("server", "server")]
    public void A_relative_program_starts_at_the_directory_of_the_profile_wherever_it_works(string program, string path) =>
        Valid(ReadJson($$"""{"command": ["{{program}}", "./x"], "workingDirectory": "/srv"}""")).Command.Should().Equal(path, "./x");

    [TestCase(".", "/profiles/web")]
    [TestCase("/srv/", "/srv")]
    [TestCase("../x", "/profiles/web/../x")]
    public void A_working_directory_starts_at_the_directory_of_the_profile(string written, string path) =>
        Valid(ReadJson($$"""{"command": ["x"], "workingDirectory": "{{written}}"}""")).WorkingDirectory.Should().Be(path);

    [Test]
    public void An_object_without_a_command_adds_to_run()
    {
        var definition = Valid(ReadWith("profile.json", """{"environment": {"A": "b"}}"""));

        definition.Command.Should().Equal("/profiles/web/run");
        definition.Environment.Should().Equal(new Dictionary<string, string> { ["A"] = "b" });
    }

    [Test]
    public void An_object_without_a_command_and_no_run_is_half_written() =>
        ReadJson("{}").Should().BeEquivalentTo(new { Definition = (ProfileDefinition?)null, Invalid = false });

    [Test]
    public void A_byte_order_mark_is_tolerated() =>
        Valid(ReadJson("\uFEFF{\"command\": [\"x\"]}")).Command.Should().Equal("x");

    [TestCase("run", "\"command\": [\"x\"]", "command")]
    [TestCase("user", "\"user\": \"web\"", "user")]
    [TestCase("restart", "\"restart\": \"never\"", "restart.policy")]
    [TestCase("restart", "\"restart\": {\"policy\": \"never\"}", "restart.policy")]
    [TestCase("stop_signal", "\"stop\": {\"signal\": \"TERM\"}", "stop.signal")]
    public void A_setting_given_by_its_file_and_in_profile_json_names_both_places(string file, string json, string key)
    {
        Files.Executable($"{Directory}/run");
        Files.Write($"{Directory}/{file}", file == "user" ? "web" : "TERM", 0x1ED);

        var problem = ReadJson($$"""{{{json}}}""").Problems.Should().ContainSingle().Which;

        problem.Should().BeEquivalentTo(new
        {
            File = "profile.json",
            Line = 1,
            What = $"{key} is also given by the file {file}",
            WhatToDo = "keep one of the two",
        });
    }
}
