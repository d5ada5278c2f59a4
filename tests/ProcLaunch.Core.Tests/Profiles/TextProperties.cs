using System.Text.RegularExpressions;
using FsCheck.Fluent;
using ProcLaunch.Profiles;

namespace ProcLaunch.Core.Tests.Profiles;

/// <summary>What holds for whatever is written where a duration, a size, a signal or a name should be.</summary>
internal sealed class TextProperties
{
    [Test]
    public void Every_number_of_milliseconds_is_the_duration_it_says() =>
        Always.Holds(Gen.Choose(0, 2_073_600_000), count =>
        {
            Duration.Problem($"{count}ms", out var duration).Should().BeNull();
            duration.Should().Be(TimeSpan.FromMilliseconds(count));
        });

    [Test]
    public void What_is_read_as_a_duration_is_from_0_to_24_days() =>
        Always.Holds(Some.TextOf("0", "1", "7", "99", "999999999999", ".", "ms", "s", "m", "h", " ", "-", "+", "e", "\0", "٣"), text =>
        {
            if (Duration.Problem(text, out var duration) is null)
                duration.Should().BeGreaterThanOrEqualTo(TimeSpan.Zero).And.BeLessThanOrEqualTo(TimeSpan.FromDays(24));
        });

    [TestCase("KiB", 10)]
    [TestCase("MiB", 20)]
    [TestCase("GiB", 30)]
    public void Every_number_with_a_unit_is_the_size_it_says(string unit, int power) =>
        Always.Holds(Gen.Choose(0, 1 << 20), count =>
        {
            ByteSize.Problem($"{count}{unit}", out var size).Should().BeNull();
            size.Should().Be((long)count << power);
        });

    [Test]
    public void What_is_read_as_a_size_is_a_size_of_a_file() =>
        Always.Holds(Some.TextOf("0", "1", "7", "99", "999999999999", ".", "KiB", "MiB", "GiB", "K", "iB", " ", "-", "+", "e", "\0", "٣"), text =>
        {
            if (ByteSize.Problem(text, out var size) is null)
                size.Should().BeInRange(0, ByteSize.Largest);
        });

    [Test]
    public void What_is_read_as_a_signal_can_be_sent_and_is_understood_by_its_name() =>
        Always.Holds(Gen.OneOf(Some.Text, Some.TextOf("SIG", "sig", "RTMIN", "RTMAX", "rt", "+", "-", "1", "9", "30", "99999999999", "TERM", "Hup", "USR1", " ", "\n", "\0")), text =>
        {
            if (!Signal.TryParse(text, out var signal))
                return;
            signal.Number.Should().BeInRange(1, 64).And.NotBe(32).And.NotBe(33);
            Signal.TryParse(signal.Name, out var again).Should().BeTrue();
            again.Should().Be(signal);
        });

    [Test]
    public void A_signal_is_the_same_with_and_without_prefix_in_either_case() =>
        Always.Holds(Gen.Choose(1, 64).Where(number => number is not (32 or 33)), number =>
        {
            var name = new Signal(number).Name;
            foreach (var text in new[] { name, name[3..], name.ToLowerInvariant(), name[3..].ToLowerInvariant(), $" {name}\n", $"{number}" })
            {
                Signal.TryParse(text, out var signal).Should().BeTrue(text);
                signal.Number.Should().Be(number);
            }
        });

    [Test]
    public void A_name_is_allowed_exactly_when_the_contract_says_so() =>
        Always.Holds(Gen.OneOf(Some.Text, Some.TextOf("a", "Z", "0", ".", "_", "-", "@", ":", "+", "/", " ", "\0", "\n", "ä", "proclaunch", new string('x', 99))), text =>
            (ProfileName.Problem(text) is null).Should().Be(
                Regex.IsMatch(text, @"\A[A-Za-z0-9_@:+][A-Za-z0-9._@:+-]{0,99}\z") && !text.Equals("ProcLaunch", StringComparison.OrdinalIgnoreCase)));
}
