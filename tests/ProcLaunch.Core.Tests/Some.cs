using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace ProcLaunch.Core.Tests;

/// <summary>Generators of what people and accidents write.</summary>
internal static class Some
{
    /// <summary>Any text, from letters to halves of surrogate pairs.</summary>
    public static Gen<string> Text { get; } =
        Gen.Frequency((5, Gen.Choose(32, 126)), (1, Gen.Choose(0, 31)), (1, Gen.Choose(0, 0xFFFF))).Select(code => (char)code).ArrayOf().Select(chars => new string(chars));

    public static Gen<byte[]> Bytes { get; } = Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf();

    /// <summary>Texts that are nearly right: pieces of right ones in any order.</summary>
    public static Gen<string> TextOf(params string[] pieces) => Gen.Elements(pieces).ArrayOf().Select(string.Concat);

    /// <summary>A right text with something cut out, put in or repeated here and there.</summary>
    public static Gen<byte[]> Mutated(string right, params string[] pieces) =>
        Gen.Three(Edit(right.Length, pieces)).Select(edits => Encoding.UTF8.GetBytes(edits.Item3(edits.Item2(edits.Item1(right)))));

    private static Gen<Func<string, string>> Edit(int length, string[] pieces) =>
        from start in Gen.Choose(0, length)
        from count in Gen.Frequency((3, Gen.Choose(0, 3)), (1, Gen.Choose(0, length)))
        from piece in Gen.Elements(pieces)
        from kind in Gen.Choose(0, 3)
        select new Func<string, string>(text =>
        {
            var at = Math.Min(start, text.Length);
            var end = Math.Min(at + count, text.Length);
            return kind switch
            {
                0 => text[..at] + text[end..],
                1 => text[..at] + piece + text[at..],
                2 => text[..at] + piece + text[end..],
                _ => text[..end] + text[at..],
            };
        });
}
