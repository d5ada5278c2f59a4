namespace ProcLaunch.Hosting;

/// <summary>
/// Walks through the whole process table for what carries our markers. That takes some ten microseconds for each process that is new: it
/// is done away from the threads that ask, and one walk serves all that asked before it began.
/// </summary>
/// <param name="onFault">For what an answer throws.</param>
internal sealed class StraySearch(ProcessMemory memory, Action<Exception> onFault)
{
    // A walk can miss what a process makes that ends while it is walked.
    private const int MostWalks = 3;

    private readonly Lock gate = new();
    private List<Action<StrayFinding>> asked = [];
    private bool walking;

    public void Ask(Action<StrayFinding> answer)
    {
        lock (gate)
        {
            asked.Add(answer);
            if (walking)
                return;
            walking = true;
        }
        ThreadPool.UnsafeQueueUserWorkItem(static search => search.AnswerAll(), this, preferLocal: false);
    }

    public List<MarkedProcess> Walk()
    {
        for (var walk = 1; ; walk++)
        {
            var found = memory.Marked(out var missed);
            if (!missed || walk == MostWalks)
                return found;
        }
    }

    private void AnswerAll()
    {
        while (true)
        {
            List<Action<StrayFinding>> answers;
            lock (gate)
            {
                walking = asked.Count > 0;
                if (!walking)
                    return;
                (answers, asked) = (asked, []);
            }
            var finding = Find();
            foreach (var answer in answers)
            {
                try
                {
                    answer(finding);
                }
                catch (Exception e)
                {
                    // On a thread of the pool it would end the whole program.
                    onFault(e);
                }
            }
        }
    }

    private StrayFinding Find()
    {
        try
        {
            return new StrayFinding(Walk(), null);
        }
        catch (Exception e)
        {
            // Whatever it was: who asked waits for an answer.
            return new StrayFinding([], e.Message);
        }
    }
}
