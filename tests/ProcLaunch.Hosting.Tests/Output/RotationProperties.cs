using FsCheck;
using FsCheck.Fluent;
using ProcLaunch.Output;

namespace ProcLaunch.Hosting.Tests.Output;

public class RotationProperties
{
    private static readonly Gen<RotationStep> Steps = Gen.Frequency(
        (6, Write(40)),
        (3, Write(5000)),
        (1, Write(300_000)),
        (2, Gen.Choose(1, 50).Or(Gen.Choose(1, 20_000)).Select(RotationStep (size) => new RotationStep.Resize(size))),
        (1, Gen.Constant<RotationStep>(new RotationStep.TakeOver())),
        (3, Gen.Constant<RotationStep>(new RotationStep.Drain())));

    private static readonly Arbitrary<RotationStep[]> Stories = Arb.From(Steps.ArrayOf(), WithOneLess);

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(3)]
    [TestCase(100)]
    public Task The_files_are_whole_lines_and_the_end_of_what_was_written(int maxFiles) => Deadline.For(() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(40), Prop.ForAll(Stories, story => FaultOf(story, maxFiles, timestamps: false) is not { } fault
            ? true.ToProperty() : false.Label(fault))));

    [TestCase(2)]
    [TestCase(100)]
    public Task The_same_holds_with_timestamps(int maxFiles) => Deadline.For(() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(20), Prop.ForAll(Stories, story => FaultOf(story, maxFiles, timestamps: true) is not { } fault
            ? true.ToProperty() : false.Label(fault))));

    [Test]
    public void What_was_written_of_stamped_lines_can_be_counted_at_any_byte() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Write(300).ToArbitrary(), step =>
        {
            var bytes = ((RotationStep.Write)step).Bytes;
            var stamp = new byte[LineStamp.Length];
            LineStamp.Write(VirtualClock.Start, stamp);
            var block = new byte[1000];
            var atLineStart = bytes.Length % 2 == 0;
            var filled = LineStamp.Put(stamp, bytes, atLineStart, block, out var taken);
            return Enumerable.Range(0, filled).All(cut =>
                LineStamp.CountUnstamped(block.AsSpan(0, cut + 1), atLineStart) - LineStamp.CountUnstamped(block.AsSpan(0, cut), atLineStart) is 0 or 1)
                && LineStamp.CountUnstamped(block.AsSpan(0, filled), atLineStart) == taken
                && (taken == bytes.Length || filled > block.Length - (2 * LineStamp.Length));
        }));

    /// <summary>Ten lines or so, more often fewer: many rotations make no new story, only a longer one.</summary>
    private static Gen<RotationStep> Write(int length) =>
        from seed in Gen.Choose(0, int.MaxValue)
        from bytes in Gen.Choose(0, length)
        from line in Gen.Choose((length / 10) + 1, length)
        select (RotationStep)new RotationStep.Write(seed, bytes, line);

    private static IEnumerable<RotationStep[]> WithOneLess(RotationStep[] story) =>
        Enumerable.Range(0, story.Length).Select(i => story.Where((_, index) => index != i).ToArray());

    private static string? FaultOf(RotationStep[] story, int maxFiles, bool timestamps)
    {
        using var bench = new Bench();
        var settings = new LogSettings { MaxSize = 100, MaxFiles = maxFiles, Timestamps = timestamps };
        var largest = settings.MaxSize;
        var service = bench.Service("web", settings);
        using var output = new MemoryStream();
        foreach (var step in story)
        {
            switch (step)
            {
                case RotationStep.Write write:
                    service.Write(write.Bytes);
                    output.Write(write.Bytes);
                    break;
                case RotationStep.Resize resize:
                    settings = settings with { MaxSize = resize.MaxSize };
                    largest = Math.Max(largest, settings.MaxSize);
                    bench.Capture.Open("web", settings: settings);
                    break;
                case RotationStep.TakeOver:
                    bench.Restart();
                    bench.Capture.Open("web", settings: settings);
                    break;
                case RotationStep.Drain:
                    bench.Capture.Drain("web");
                    break;
            }
        }
        bench.Capture.Drain("web");
        var files = LogFiles.Read(bench.Capture.LogPath("web"));
        if (timestamps)
        {
            if (files.Any(content => WithoutStamps(content) is null))
                return "a line has no time";
            files = [.. files.Select(content => WithoutStamps(content)!)];
        }
        return bench.Problems.IsEmpty ? LogFiles.Fault(files, output.ToArray(), maxFiles, largest) : bench.Problems.First().Reason;
    }

    private static byte[]? WithoutStamps(byte[] content)
    {
        using var bare = new MemoryStream();
        var stamp = new byte[LineStamp.Length];
        LineStamp.Write(VirtualClock.Start, stamp);
        for (var rest = content.AsSpan(); !rest.IsEmpty;)
        {
            if (!rest.StartsWith(stamp))
                return null;
            rest = rest[LineStamp.Length..];
            var end = rest.IndexOf((byte)'\n');
            var line = end < 0 ? rest : rest[..(end + 1)];
            bare.Write(line);
            rest = rest[line.Length..];
        }
        return bare.ToArray();
    }
}
