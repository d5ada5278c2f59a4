namespace ProcLaunch.Runtime;

/// <summary>Does one thing after the other away from whoever asks, and occupies no thread while there is nothing to do.</summary>
/// <param name="onFault">Told what a thing threw.</param>
/// <param name="begin">Called when there is something to do again, to have <see cref="DoNext"/> called until it returns false; null: a thread of the pool does so.</param>
internal sealed class SerialQueue(Action<Exception> onFault, Action<SerialQueue>? begin = null)
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
        if (begin is null)
            ThreadPool.UnsafeQueueUserWorkItem(static queue => queue.DoAll(), this, preferLocal: false);
        else
            begin(this);
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

    /// <returns>False when there was nothing more to do: the next thing posted begins anew.</returns>
    public bool DoNext()
    {
        Action action;
        lock (work)
        {
            if (work.Count == 0)
            {
                busy = false;
                idle?.SetResult();
                idle = null;
                return false;
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
        return true;
    }

    private void DoAll()
    {
        while (DoNext())
        {
        }
    }
}
