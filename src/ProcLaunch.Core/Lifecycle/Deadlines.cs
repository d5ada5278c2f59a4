namespace ProcLaunch.Lifecycle;

/// <summary>The deadlines of all profiles. A deadline that was superseded stays in it until its moment, and is passed over then.</summary>
internal sealed class Deadlines
{
    private readonly PriorityQueue<Profile, TimeSpan> queue = new();

    /// <summary>The next moment at which there may be something to do; null when there is none.</summary>
    public TimeSpan? Next => queue.TryPeek(out _, out var at) ? at : null;

    /// <summary>To be called when the deadline of a profile may be another than before.</summary>
    public void Follow(Profile profile)
    {
        if (profile.Deadline is not { } deadline || deadline == profile.QueuedFor)
            return;
        profile.QueuedFor = deadline;
        queue.Enqueue(profile, deadline);
    }

    /// <summary>Takes the next profile whose deadline has passed.</summary>
    public bool TryTake(TimeSpan now, out Profile profile)
    {
        while (queue.TryPeek(out profile!, out var at) && at <= now)
        {
            queue.Dequeue();
            if (profile.QueuedFor == at)
                profile.QueuedFor = null;
            if (profile.Deadline == at)
                return true;
        }
        return false;
    }
}
