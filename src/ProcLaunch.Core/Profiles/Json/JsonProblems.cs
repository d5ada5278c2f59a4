namespace ProcLaunch.Profiles;

/// <summary>Collects what is wrong in profile.json.</summary>
internal sealed class JsonProblems
{
    // Each becomes a line in the log: enough for any file written by hand.
    private const int Most = 100;

    private readonly List<ProfileProblem> problems = [];
    private int left;

    /// <summary>In the order of the file.</summary>
    public IEnumerable<ProfileProblem> All
    {
        get
        {
            var inOrder = problems.OrderBy(problem => problem.Line).ThenBy(problem => problem.Column);
            return left == 0 ? inOrder : inOrder.Append(new ProfileProblem(TableFile.Json, $"has {left} more problems"));
        }
    }

    /// <summary>True when further ones are only counted.</summary>
    public bool Full => problems.Count >= Most;

    public void Add(JsonPlace place, string what, string? whatToDo = null)
    {
        if (Full)
            left++;
        else
            problems.Add(new ProfileProblem(TableFile.Json, what, whatToDo, place.Line, place.Column));
    }
}
