using ProcLaunch.Profiles;

namespace ProcLaunch.Core.Tests.Profiles;

/// <summary>Checks in profile.json: every kind, and everything that can be wrong with one.</summary>
internal sealed class JsonCheckTests : ProfileReadingTests
{
    private static IEnumerable<TestCaseData> Kinds =>
    [
        new TestCaseData("\"tcp\": \"localhost:6379\"", ReadyWhen.Tcp("localhost", 6379)),
        new TestCaseData("\"tcp\": \"[fe80::1%eth0]:1\"", ReadyWhen.Tcp("fe80::1%eth0", 1)),
        new TestCaseData("\"unix\": \"app.sock\"", ReadyWhen.Unix("/profiles/web/app.sock")),
        new TestCaseData("\"http\": \"https://localhost:8443/a?b=c\"", ReadyWhen.Http(new Uri("https://localhost:8443/a?b=c"))),
        new TestCaseData("\"log\": \"^up (\\\\d+)\"", ReadyWhen.Log(@"^up (\d+)")),
        new TestCaseData("\"file\": \"/tmp/up\"", ReadyWhen.File("/tmp/up")),
        new TestCaseData("\"exec\": [\"bin/ping\", \"./x\"]", ReadyWhen.Exec("/profiles/web/bin/ping", "./x")),
        new TestCaseData("\"exec\": [\"ping\"]", ReadyWhen.Exec("ping")),
        new TestCaseData("\"notify\": \"systemd\"", ReadyWhen.SystemdNotify),
        new TestCaseData("\"notify\": \"fd:255\"", ReadyWhen.NotifyDescriptor(255)),
        new TestCaseData("\"any\": [{\"file\": \"a\"}]", ReadyWhen.Any(ReadyWhen.File("/profiles/web/a"))),
        new TestCaseData("\"all\": [{\"file\": \"a\"}]", ReadyWhen.All(ReadyWhen.File("/profiles/web/a"))),
    ];

    private static IEnumerable<(string Check, string Problem)> Mistakes =>
    [
        ("\"tcp\": 6379", "1:37: ready.tcp must be text, not the number 6379; write for example \"127.0.0.1:6379\""),
        ("\"tcp\": \"6379\"", "1:37: ready.tcp is wrong: \"6379\" names no port; write for example \"127.0.0.1:6379\" or \"[::1]:6379\""),
        ("\"tcp\": \":6379\"", "1:37: ready.tcp is wrong: the host is empty; write for example \"127.0.0.1:6379\" or \"[::1]:6379\""),
        ("\"tcp\": \"::1:6379\"", "1:37: ready.tcp is wrong: \"::1:6379\" needs brackets around the IPv6 address; write for example \"127.0.0.1:6379\" or \"[::1]:6379\""),
        ("\"tcp\": \"a b:1\"", "1:37: ready.tcp is wrong: \"a b\" is no host name and no address; write for example \"127.0.0.1:6379\" or \"[::1]:6379\""),
        ("\"tcp\": \"a:65536\"", "1:37: ready.tcp is wrong: \"65536\" is no port from 1 to 65535; write for example \"127.0.0.1:6379\" or \"[::1]:6379\""),
        ("\"tcp\": \"a:+1\"", "1:37: ready.tcp is wrong: \"+1\" is no port from 1 to 65535; write for example \"127.0.0.1:6379\" or \"[::1]:6379\""),
        ("\"unix\": \"\"", "1:38: ready.unix is empty; write for example \"/run/app.sock\""),
        ("\"http\": \"localhost/x\"", "1:38: ready.http is wrong: \"localhost/x\" is no absolute URL; write for example \"http://127.0.0.1:8080/health\""),
        ("\"http\": \"ftp://a/x\"", "1:38: ready.http is wrong: \"ftp://a/x\" does not begin with http:// or https://; write for example \"http://127.0.0.1:8080/health\""),
        ("\"http\": \"http://me:secret@a/\"", "1:38: ready.http is wrong: the URL must not contain a user or a password; write for example \"http://127.0.0.1:8080/health\""),
        ("\"log\": \"(?<=a)b\"", "1:37: ready.log is wrong: \"(?<=a)b\" uses a lookaround or a backreference, or is too large; only what can be matched in linear time is supported; write for example \"listening on\""),
        ("\"file\": \"a\\u0000\"", "1:38: ready.file contains a NUL character; take it out"),
        ("\"exec\": \"redis-cli ping\"", "1:38: ready.exec must be an array (no shell takes it apart), not the text \"redis-cli ping\"; write for example [\"redis-cli\", \"ping\"]"),
        ("\"exec\": []", "1:38: ready.exec is empty; write for example [\"redis-cli\", \"ping\"]"),
        ("\"notify\": \"fd:2\"", "1:40: ready.notify must be \"systemd\", or \"fd:3\" to \"fd:255\", not the text \"fd:2\""),
        ("\"notify\": 3", "1:40: ready.notify must be \"systemd\", or \"fd:3\" to \"fd:255\", not the number 3"),
        ("\"all\": []", "1:37: ready.all is empty; write for example [{ \"tcp\": \"127.0.0.1:6379\" }]"),
        ("\"any\": {}", "1:37: ready.any must be an array, not an object; write for example [{ \"tcp\": \"127.0.0.1:6379\" }]"),
        ("\"any\": [5]", "1:38: ready.any[0] must be an object, not the number 5; write for example { \"tcp\": \"127.0.0.1:6379\" }"),
        ("\"any\": [{}]", "1:38: ready.any[0] has no check; write for example { \"tcp\": \"127.0.0.1:6379\" }"),
        ("\"any\": [{\"notify\": \"systemd\"}]", "1:38: ready.any[0] is a notification, which cannot be combined with other checks; let it stand alone"),
        ("\"any\": [{\"tcpp\": \"a:1\", \"file\": \"x\"}]", "1:39: unknown key \"tcpp\" in ready.any[0]; did you mean \"tcp\"?"),
        ("\"file\": \"a\", \"log\": \"b\"", "1:50: ready.log is a second check beside file; keep one, or write { \"all\": [ … ] } or { \"any\": [ … ] }"),
        ("\"file\": \"a\", \"interval\": \"0s\"", "1:55: ready.interval must be longer than 0; write a number and a unit: \"500ms\", \"10s\", \"2m\" or \"1h\""),
    ];

    [TestCaseSource(nameof(Kinds))]
    public void Every_kind_is_read(string json, ReadyWhen check) => Valid(ReadReady(json)).Ready.Should().Be(check);

    [TestCaseSource(nameof(Mistakes))]
    public void A_mistake_is_reported_where_it_is((string Check, string Problem) mistake) =>
        Problems(ReadReady(mistake.Check)).Should().Equal($"profile.json:{mistake.Problem}");

    [Test]
    public void A_pattern_that_is_none_is_reported_in_one_line() =>
        Problems(ReadReady("\"log\": \"(\\n\"")).Should().ContainSingle()
            .Which.Should().StartWith("profile.json:1:37: ready.log is wrong: \"(\\n\" is no regular expression: ").And.NotContain("\n");

    [Test]
    public void All_mistakes_are_reported_at_once() =>
        Problems(ReadReady("\"all\": [{\"tcp\": \"a\"}, {\"http\": \"b\", \"log\": \"c\"}], \"timeout\": 1")).Select(problem => problem.Split(' ')[1]).Should().Equal(
            "ready.all[0].tcp", "ready.all[1].http", "ready.all[1].log", "ready.timeout");

    [Test]
    public void Without_a_check_it_has_none_and_a_timeout_alone_is_that_of_the_start() =>
        Valid(ReadReady("\"timeout\": \"5s\"")).Should().BeEquivalentTo(new { Ready = (ReadyWhen?)null, StartTimeout = TimeSpan.FromSeconds(5), Health = (HealthCheck?)null });

    [Test]
    public void Health_cannot_ask_a_descriptor() =>
        Problems(ReadJson("""{"command": ["x"], "health": {"notify": "fd:3"}}""")).Should().Equal(
            "profile.json:1:30: health cannot ask a descriptor, which tells only once; write { \"notify\": \"systemd\" } for WATCHDOG=1");

    [Test]
    public void Checks_that_say_the_same_are_equal()
    {
        ReadyWhen.All(ReadyWhen.Exec("a", "b"), ReadyWhen.Tcp("c", 1)).Should().Be(ReadyWhen.All(ReadyWhen.Exec("a", "b"), ReadyWhen.Tcp("c", 1)));
        ReadyWhen.All(ReadyWhen.Exec("a", "b")).Should().NotBe(ReadyWhen.All(ReadyWhen.Exec("a", "c")));
        ReadyWhen.All(ReadyWhen.File("a")).Should().NotBe(ReadyWhen.Any(ReadyWhen.File("a")));
    }

    [Test]
    public void What_profile_json_refuses_the_library_refuses_too()
    {
        Refused(() => ReadyWhen.Tcp("", 1));
        Refused(() => ReadyWhen.Tcp("[::1]", 1));
        Refused(() => ReadyWhen.Tcp("localhost", 0));
        Refused(() => ReadyWhen.Http("http://me:secret@localhost/"));
        Refused(() => ReadyWhen.Log("("));
        Refused(() => ReadyWhen.File("a\0"));
        Refused(() => ReadyWhen.Exec());
        Refused(() => ReadyWhen.NotifyDescriptor(2));
        Refused(() => ReadyWhen.All());
        Refused(() => ReadyWhen.Any(ReadyWhen.SystemdNotify));
        Refused(() => new HealthCheck(ReadyWhen.NotifyDescriptor(3)));
    }

    private static void Refused(Func<object> make) => make.Should().Throw<ArgumentException>();

    private ProfileReading ReadReady(string check) => ReadJson("{\"command\": [\"x\"], \"ready\": {" + check + "}}");
}
