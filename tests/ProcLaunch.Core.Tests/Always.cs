using FsCheck;
using FsCheck.Fluent;

namespace ProcLaunch.Core.Tests;

/// <summary>Checks what holds for everything a generator makes; a failure names the smallest case found and the seed that repeats it.</summary>
internal static class Always
{
    private static readonly Config Config = Config.QuickThrowOnFailure.WithMaxTest(1000).WithQuietOnSuccess(true);

    public static void Holds<T>(Gen<T> cases, Action<T> claim) => Check.One(Config, Prop.ForAll(cases.ToArbitrary(), claim));

    public static void Holds(Gen<string> texts, Action<string> claim) =>
        Check.One(Config, Prop.ForAll(Arb.From(texts, text => Shorter(text, (rest, i, count) => rest.Remove(i, count))), claim));

    public static void Holds(Gen<byte[]> contents, Action<byte[]> claim) =>
        Check.One(Config, Prop.ForAll(Arb.From(contents, bytes => Shorter(bytes, (rest, i, count) => [.. rest[..i], .. rest[(i + count)..]])), claim));

    private static IEnumerable<T> Shorter<T>(T whole, Func<T, int, int, T> without)
        where T : notnull
    {
        var length = whole is string text ? text.Length : ((byte[])(object)whole).Length;
        for (var count = length; count > 0; count /= 2)
        {
            for (var i = 0; i + count <= length; i += count)
                yield return without(whole, i, count);
        }
    }
}
