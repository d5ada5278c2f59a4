namespace ProcLaunch.Runtime;

/// <summary>Does one thing after the other on the thread pool, and occupies no thread while there is nothing to do.</summary>
internal sealed class SerialQueue(Action<Exception> onFault)
{
    private readonly Queue<Action> work = new();
    private bool busy;
    private TaskCompletionSource? idle;

    public void Post(Action action)
    {
        lock (work)
        {
            work.Enqueue(action);
            if (busy)
                return;
            busy = true;
        }
        ThreadPool.UnsafeQueueUserWorkItem(static lane => lane.Run(), this, preferLocal: false);
    }

    /// <summary>Completes when everything posted so far is done.</summary>
    public Task WhenIdle()
    {
        lock (work)
        {
            if (!busy)
                return Task.CompletedTask;
            idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return idle.Task;
        }
    }

    private void Run()
    {
        while (true)
        {
            Action action;
            lock (work)
            {
                if (work.Count == 0)
                {
                    busy = false;
                    idle?.SetResult();
                    idle = null;
                    return;
                }
                action = work.Dequeue();
            }
            try
            {
                action();
            }
            catch (Exception e)
            {
                onFault(e);
            }
        }
    }
}
