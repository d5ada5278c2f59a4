using System.Text.Json;
using ProcLaunch.Profiles;

namespace ProcLaunch.Core.Tests.Profiles;

/// <summary>Checks as a record holds them: in the shape of profile.json.</summary>
public sealed class CheckJsonTests
{
    private static readonly ReadyWhen[] Written =
    [
        ReadyWhen.Tcp("127.0.0.1", 6379), ReadyWhen.Tcp("::1", 1), ReadyWhen.Tcp("localhost", 65535), ReadyWhen.Unix("/run/a \"b\".sock"), ReadyWhen.Http("http://[::1]:8080/health?a=b"),
        ReadyWhen.Log("^up\\s\n$"), ReadyWhen.File("/run/up"), ReadyWhen.SystemdNotify, ReadyWhen.NotifyDescriptor(3),
        ReadyWhen.All(ReadyWhen.File("/a"), ReadyWhen.Any(ReadyWhen.File("/b"), ReadyWhen.Tcp("::1", 80))),
    ];

    private static readonly ReadyWhen[] Unwritten =
    [
        ReadyWhen.Exec("redis-cli", "ping"), ReadyWhen.Holds(_ => Task.FromResult(true)), ReadyWhen.All(ReadyWhen.File("/a"), ReadyWhen.Any(ReadyWhen.Exec("true"))),
    ];

    [TestCaseSource(nameof(Written))]
    public void A_check_comes_back_as_it_was(object check)
    {
        var text = Write((ReadyWhen)check);

        ((ReadyWhen)check).CanBeWritten.Should().BeTrue();
        CheckJson.Read(text).Should().Be(check);
    }

    [TestCaseSource(nameof(Unwritten))]
    public void What_may_hold_secrets_or_is_a_function_is_not_written(object check) => ((ReadyWhen)check).CanBeWritten.Should().BeFalse();

    [Test]
    public void Every_kind_is_among_these()
    {
        var kinds = typeof(ReadyWhen).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(ReadyWhen)));

        Written.Concat(Unwritten).Select(check => check.GetType()).Distinct().Should().BeEquivalentTo(kinds);
    }

    [TestCase("{}")]
    [TestCase("[]")]
    [TestCase("null")]
    [TestCase("{\"tcp\":\"nowhere\"}")]
    [TestCase("{\"tcp\":\"127.0.0.1:80\",\"file\":\"/a\"}")]
    [TestCase("{\"tea\":\"127.0.0.1:80\"}")]
    public void What_is_no_check_is_refused(string text) =>
        FluentActions.Invoking(() => CheckJson.Read(System.Text.Encoding.UTF8.GetBytes(text))).Should().Throw<JsonException>();

    private static byte[] Write(ReadyWhen check)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
            CheckJson.Write(json, check);
        return stream.ToArray();
    }
}
