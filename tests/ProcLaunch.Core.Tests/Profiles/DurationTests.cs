using ProcLaunch.Profiles;

namespace ProcLaunch.Core.Tests.Profiles;

internal sealed class DurationTests
{
    [TestCase("0s", 0)]
    [TestCase("500ms", 500)]
    [TestCase("10s", 10_000)]
    [TestCase("1.5s", 1_500)]
    [TestCase("2m", 120_000)]
    [TestCase("1h", 3_600_000)]
    [TestCase("0.5h", 1_800_000)]
    [TestCase("576h", 2_073_600_000)]
    public void A_number_and_a_unit_is_a_duration(string text, long milliseconds)
    {
        Duration.Problem(text, out var duration).Should().BeNull();
        duration.Should().Be(TimeSpan.FromMilliseconds(milliseconds));
    }

    [TestCase("")]
    [TestCase("s")]
    [TestCase("10")]
    [TestCase("10 s")]
    [TestCase("10S")]
    [TestCase("-1s")]
    [TestCase("+1s")]
    [TestCase(".5s")]
    [TestCase("5.s")]
    [TestCase("1.2.3s")]
    [TestCase("1e3s")]
    [TestCase("1,5s")]
    [TestCase("1d")]
    [TestCase("٣s")]
    [TestCase("10s\n")]
    [TestCase("NaNs")]
    public void Anything_else_is_not(string text) => Duration.Problem(text, out _).Should().Be("is not a duration");

    [TestCase("576.01h")]
    [TestCase("2073600001ms")]
    [TestCase("99999999999999999999999999999999999999s")]
    public void More_than_24_days_is_too_long(string text) => Duration.Problem(text, out _).Should().Be("is longer than 24 days");
}
