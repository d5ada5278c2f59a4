using ProcLaunch.Profiles;

namespace ProcLaunch.Core.Tests.Profiles;

internal sealed class ByteSizeTests
{
    [TestCase("0KiB", 0)]
    [TestCase("64KiB", 65_536)]
    [TestCase("10MiB", 10_485_760)]
    [TestCase("1GiB", 1_073_741_824)]
    [TestCase("1.5GiB", 1_610_612_736)]
    [TestCase("0.0001KiB", 0)]
    [TestCase("1048576GiB", 1L << 50)]
    public void A_number_and_a_unit_is_a_size(string text, long bytes)
    {
        ByteSize.Problem(text, out var size).Should().BeNull();
        size.Should().Be(bytes);
    }

    [TestCase("")]
    [TestCase("KiB")]
    [TestCase("10")]
    [TestCase("10B")]
    [TestCase("10kB")]
    [TestCase("10KB")]
    [TestCase("10MB")]
    [TestCase("10M")]
    [TestCase("10mib")]
    [TestCase("10 MiB")]
    [TestCase("-1KiB")]
    [TestCase("1e3KiB")]
    [TestCase(".5KiB")]
    [TestCase("1,5KiB")]
    [TestCase("1TiB")]
    [TestCase("٣KiB")]
    [TestCase("10KiB\n")]
    public void Anything_else_is_not(string text) => ByteSize.Problem(text, out _).Should().Be("is not a size");

    [TestCase("1048576.1GiB")]
    [TestCase("1073741825MiB")]
    [TestCase("99999999999999999999999999999999999999GiB")]
    public void More_than_any_disk_has_is_too_large(string text) => ByteSize.Problem(text, out _).Should().Be("is larger than 1048576 GiB");
}
