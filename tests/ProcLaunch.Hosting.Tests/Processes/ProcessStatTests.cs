using System.Text;

namespace ProcLaunch.Hosting.Tests.Processes;

public class ProcessStatTests
{
    private const string Rest = " S 10 42 40 0 -1 4194304 5 0 0 0 1 2 0 0 20 0 3 0 987654 1 2 3";

    [TestCase("sleep")]
    [TestCase("a b c")]
    [TestCase(") R 1 1 1 1 (")]
    [TestCase("((()))")]
    [TestCase(") Z 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22")]
    [TestCase("")]
    [TestCase("x\ny")]
    [TestCase("\u00ff\u0001")]
    public void The_name_of_a_program_cannot_confuse(string name)
    {
        var stat = Parse($"42 ({name}){Rest}\n")!.Value;
        stat.Should().Be(new ProcessStat(42, 'S', 10, 42, 40, 4194304, 3, 987654, 1 + 2, 2));
        stat.IsDead.Should().BeFalse();
    }

    [TestCase('Z', 0, true)]
    [TestCase('Z', 1, true)]
    [TestCase('X', 0, true)]
    [TestCase('Z', 2, false)]
    [TestCase('T', 1, false)]
    [TestCase('D', 1, false)]
    public void A_zombie_is_dead_unless_only_its_first_thread_ended(char state, int threads, bool dead) =>
        Parse($"42 (x) {state} 10 42 40 0 -1 4194304 5 0 0 0 1 2 0 0 20 0 {threads} 0 987654 1 2 3")!.Value.IsDead.Should().Be(dead);

    [TestCase("")]
    [TestCase("42")]
    [TestCase("42 (x)")]
    [TestCase("42 (x) S 1 2 3")]
    [TestCase("42 (x) S a b c d e f g h i j k l m n o p q r s t u")]
    public void What_is_cut_short_or_no_stat_is_none(string text) => Parse(text).Should().BeNull();

    [Test]
    public void We_are_alive() => ProcessStat.Of(Environment.ProcessId)!.Value.Should().Match<ProcessStat>(stat => !stat.IsDead && !stat.IsKernelThread);

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(int.MaxValue)]
    public void There_is_nobody_of_an_impossible_pid(int pid) => ProcessStat.Of(pid).Should().BeNull();

    private static ProcessStat? Parse(string text) => ProcessStat.Parse(42, Encoding.Latin1.GetBytes(text));
}
