using System.Buffers;
using System.Text;
using Microsoft.Extensions.Logging;
using ProcLaunch.Logging;

namespace ProcLaunch.Core.Tests.Logging;

public class LineFormatTests
{
    private static readonly DateTimeOffset Morning = new(2026, 1, 31, 11, 30, 0, TimeSpan.FromHours(2));

    [Test]
    public void A_line_is_timestamp_level_tag_and_message() =>
        Line(Morning, LogLevel.Information, "web", "running pid 42").Should().Be("2026-01-31T09:30:00.000Z INFO  web running pid 42\n");

    [TestCase(LogLevel.Critical, "FATAL")]
    [TestCase(LogLevel.Error, "ERROR")]
    [TestCase(LogLevel.Warning, "WARN ")]
    [TestCase(LogLevel.Information, "INFO ")]
    [TestCase(LogLevel.Debug, "DEBUG")]
    [TestCase(LogLevel.Trace, "DEBUG")]
    public void A_level_has_five_characters(LogLevel level, string expected) =>
        Line(Morning, level, "t", "m").Should().Be($"2026-01-31T09:30:00.000Z {expected} t m\n");

    [Test]
    public void A_timestamp_has_24_characters_from_the_first_year_to_the_last()
    {
        Line(DateTimeOffset.MinValue, LogLevel.Information, "t", "m").Should().StartWith("0001-01-01T00:00:00.000Z ");
        Line(new DateTimeOffset(1969, 12, 31, 23, 59, 59, 999, TimeSpan.Zero), LogLevel.Information, "t", "m").Should().StartWith("1969-12-31T23:59:59.999Z ");
        Line(DateTimeOffset.MaxValue, LogLevel.Information, "t", "m").Should().StartWith("9999-12-31T23:59:59.999Z ");
    }

    [TestCase("a\nb", @"a\nb")]
    [TestCase("a\r\tb", @"a\r\tb")]
    [TestCase("\0\u001b]0;x\a", @"\x00\x1b]0;x\x07")]
    [TestCase("\u007f\u0080\u0085\u009f", @"\x7f\x80\x85\x9f")]
    [TestCase("\u2028\u2029", @"\u2028\u2029")]
    [TestCase("\u061c\u200e\u200f", @"\u061c\u200e\u200f")]
    [TestCase("\u202a\u202b\u202c\u202d\u202e", @"\u202a\u202b\u202c\u202d\u202e")]
    [TestCase("\u2066\u2067\u2068\u2069", @"\u2066\u2067\u2068\u2069")]
    public void What_could_forge_a_line_or_the_look_of_one_is_escaped(string text, string expected) =>
        LineFormat.Escape(text).Should().Be(expected);

    [Test]
    public void Halves_of_surrogate_pairs_are_escaped_and_pairs_are_not()
    {
        LineFormat.Escape("a\ud83d").Should().Be(@"a\ud83d");
        LineFormat.Escape("\ude00\ud83db").Should().Be(@"\ude00\ud83db");
        LineFormat.Escape("\ud83d\ud83d\ude00\n").Should().Be("\\ud83d\ud83d\ude00\\n");
    }

    [TestCase("")]
    [TestCase("plain ~ text")]
    [TestCase("größer 日本 😀 e\u0301 \u00a0")]
    [TestCase(@"C:\new\d+ \x1b")]
    public void Readable_text_stays_as_it_is(string text) => LineFormat.Escape(text).Should().BeSameAs(text);

    [Test]
    public void Escaping_twice_is_escaping_once()
    {
        var everything = string.Concat(Enumerable.Range(0, 0x10000).Select(c => (char)c));
        var once = LineFormat.Escape(everything);
        LineFormat.Escape(once).Should().BeSameAs(once);
    }

    [Test]
    public void No_character_in_tag_or_message_can_begin_a_second_line()
    {
        var everything = string.Concat(Enumerable.Range(0, 0x10000).Select(c => (char)c));
        var line = Line(Morning, LogLevel.Information, everything, everything);
        line.Count(c => char.IsControl(c) || c is '\u2028' or '\u2029').Should().Be(1);
        line.Should().EndWith("\n");
    }

    [Test]
    public void A_line_is_written_without_allocating()
    {
        var to = new ArrayBufferWriter<byte>(4096);
        const string Message = "running pid 42 größer \u001b \u2028 \ud83d\ude00";
        LineFormat.Write(to, Morning, LogLevel.Information, "web", Message);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 20; i++)
            LineFormat.Write(to, Morning, LogLevel.Information, "web", Message);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    private static string Line(DateTimeOffset at, LogLevel level, string tag, string message)
    {
        var to = new ArrayBufferWriter<byte>();
        LineFormat.Write(to, at, level, tag, message);
        return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(to.WrittenSpan);
    }
}
