using ProcLaunch.Logging;

namespace ProcLaunch.Core.Tests.Logging;

[TestFixture]
public sealed class LastWordsTests
{
    [TestCase("", "")]
    [TestCase("one", "one")]
    [TestCase("one/two", "one | two")]
    [TestCase("1/2/3/4/5/6", "2 | 3 | 4 | 5 | 6")]
    [TestCase("1//  /\t/2/3/4/5/ ", "1 | 2 | 3 | 4 | 5")]
    public void The_last_five_lines_that_are_not_blank_stand_side_by_side(string lines, string words) =>
        LastWords.Of(lines.Split('/')).Should().Be(words);

    [Test]
    public void Of_more_than_500_characters_the_end_is_kept()
    {
        var words = LastWords.Of([new string('x', 600), "the end"]);

        words.Should().HaveLength(500).And.StartWith("…x").And.EndWith("x | the end");
    }

    [Test]
    public void No_character_is_cut_in_two() =>
        LastWords.Of([string.Concat(Enumerable.Repeat("😀", 300))]).Should().Be("…" + string.Concat(Enumerable.Repeat("😀", 249)));
}
