using System.Globalization;
using System.Text;

namespace ProcLaunch;

/// <summary>Something wrong with what a user wrote: where, what, and what to do about it.</summary>
/// <param name="File">The file, as the user knows it; relative to the profile's directory where it is inside.</param>
/// <param name="What">What is wrong, and why.</param>
/// <param name="WhatToDo">What would be right; <c>null</c> where <paramref name="What"/> says it all.</param>
/// <param name="Line">Counted from 1; <c>null</c> where the whole file is meant.</param>
/// <param name="Column">Counted from 1; <c>null</c> where the whole line is meant.</param>
public sealed record ProfileProblem(string File, string What, string? WhatToDo = null, int? Line = null, int? Column = null)
{
    /// <returns><c>FILE:LINE:COLUMN: what; what to do</c>.</returns>
    public override string ToString()
    {
        var text = new StringBuilder(File);
        if (Line is { } line)
            text.Append(CultureInfo.InvariantCulture, $":{line}");
        if (Column is { } column)
            text.Append(CultureInfo.InvariantCulture, $":{column}");
        text.Append(": ").Append(What);
        return WhatToDo is null ? text.ToString() : text.Append("; ").Append(WhatToDo).ToString();
    }
}
