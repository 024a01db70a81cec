using System.Runtime.CompilerServices;

namespace KubeOpsPlanner.DevCluster.Logs;

/// <summary>The lines of one container, in the order in which they were written. Safe for concurrent use.</summary>
/// <param name="capacity">The oldest lines beyond it are dropped, as kubelets rotate files.</param>
public sealed class ContainerLog(int capacity = ContainerLog.DefaultCapacity)
{
    public const int DefaultCapacity = 5_000;

    private readonly Lock _lock = new();
    private readonly Queue<LogLine> _lines = new();
    private TaskCompletionSource _moved = NewSignal();
    private long _written;
    private bool _hasEnded;

    public void Append(DateTimeOffset at, string text)
    {
        lock (_lock)
        {
            if (_hasEnded)
                return;
            _lines.Enqueue(new LogLine(at, text));
            _written++;
            if (_lines.Count > capacity)
                _lines.Dequeue();
            Signal();
        }
    }

    /// <summary>The container is gone: readers that follow get to the end.</summary>
    public void End()
    {
        lock (_lock)
        {
            _hasEnded = true;
            Signal();
        }
    }

    /// <summary>The lines that a query selects; when it follows, also those to come, until the container ends.</summary>
    public async IAsyncEnumerable<LogLine> ReadAsync(LogQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long? next = null;
        while (true)
        {
            List<LogLine> lines;
            Task moved;
            bool isLast;
            lock (_lock)
            {
                var first = _written - _lines.Count;
                // Like a kubelet: the tail is counted over all lines, what is too old is then left out.
                next ??= query.TailLines is { } tail ? Math.Max(first, _written - tail) : first;
                lines = [.. _lines.Skip((int)Math.Max(0, next.Value - first)).Where(line => query.Since is not { } since || line.At >= since)];
                next = _written;
                (moved, isLast) = (_moved.Task, _hasEnded || !query.IsFollowing);
            }
            foreach (var line in lines)
                yield return line;
            if (isLast)
                yield break;
            await moved.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private void Signal()
    {
        _moved.SetResult();
        _moved = NewSignal();
    }

    // Continuations must not run under the lock.
    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
