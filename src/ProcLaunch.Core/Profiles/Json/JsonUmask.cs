using System.Text.Json;

namespace ProcLaunch.Profiles;

/// <summary>The file mode creation mask: octal, as everywhere else, and therefore text.</summary>
internal static class JsonUmask
{
    private const int All = 0x1FF; // 0777

    public static int? Read(JsonSetting setting)
    {
        if (setting.Value.Kind != JsonValueKind.String)
            return setting.MustBe<int?>("octal digits in quotes (JSON has no octal numbers)", "\"0027\"");
        var text = setting.Value.Text;
        if (text.Length == 0 || text.AsSpan().ContainsAnyExceptInRange('0', '7') || text.TrimStart('0').Length > 3)
            return setting.Wrong<int?>($"must be an octal number from \"0\" to \"0777\", not {Quoted.Text(text)}", "write for example \"0027\"");
        return text.Aggregate(0, (mask, digit) => ((mask << 3) + digit - '0') & All);
    }
}
