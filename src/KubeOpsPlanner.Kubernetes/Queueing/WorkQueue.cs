using System.Threading.Channels;

namespace KubeOpsPlanner.Kubernetes.Queueing;

/// <summary>
/// Keys that need work. A key waits at most once however often it is added, is never handed out twice at once, and
/// when it is added during its work it comes again afterwards. Nothing polls: one timer is set for the earliest delay.
/// </summary>
public sealed class WorkQueue<TKey> : IDisposable where TKey : notnull
{
    // client-go's defaults for retries over all keys of a controller.
    private const double RetriesPerSecond = 10;
    private const double RetryBurst = 100;

    private static readonly ExponentialBackoff Backoff = new(TimeSpan.FromMilliseconds(5), TimeSpan.FromMinutes(5));

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly TokenBucket _retries;
    private readonly ITimer _timer;
    private readonly Channel<TKey> _ready = Channel.CreateUnbounded<TKey>();
    private readonly HashSet<TKey> _dirty = [];
    private readonly HashSet<TKey> _processing = [];
    private readonly Dictionary<TKey, int> _failures = [];
    private readonly Dictionary<TKey, long> _dueAt = [];
    private readonly PriorityQueue<TKey, long> _delayed = new();
    private bool _isStopped;

    public WorkQueue(TimeProvider time)
    {
        _time = time;
        _retries = new TokenBucket(RetriesPerSecond, RetryBurst, time);
        _timer = time.CreateTimer(_ => ReleaseDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Keys that are waiting to be taken, delayed ones not included.</summary>
    public int Depth
    {
        get
        {
            lock (_lock)
            {
                return _dirty.Count;
            }
        }
    }

    public void Add(TKey key)
    {
        lock (_lock)
        {
            AddNoLock(key);
        }
    }

    /// <summary>Adds the key later. Of several delays for a key the earliest counts.</summary>
    public void AddAfter(TKey key, TimeSpan delay)
    {
        lock (_lock)
        {
            if (delay <= TimeSpan.Zero)
            {
                AddNoLock(key);
                return;
            }

            var due = _time.GetTimestamp() + (long)(delay.TotalSeconds * _time.TimestampFrequency);
            if (_isStopped || (_dueAt.TryGetValue(key, out var earlier) && earlier <= due))
            {
                return;
            }

            _dueAt[key] = due;
            _delayed.Enqueue(key, due);
            SetTimerNoLock();
        }
    }

    /// <summary>Adds the key after a delay that grows with every failure in a row; the key is never given up.</summary>
    /// <returns>The delay.</returns>
    public TimeSpan AddRateLimited(TKey key)
    {
        lock (_lock)
        {
            var failures = _failures.GetValueOrDefault(key) + 1;
            _failures[key] = failures;
            var own = Backoff.After(failures);
            var shared = _retries.Reserve();
            var delay = own > shared ? own : shared;
            AddAfter(key, delay);
            return delay;
        }
    }

    /// <summary>The key succeeded: its next failure starts with the shortest delay again.</summary>
    public void Forget(TKey key)
    {
        lock (_lock)
        {
            _failures.Remove(key);
        }
    }

    /// <summary>Waits for a key. Whoever takes one must call <see cref="Done"/> for it.</summary>
    /// <returns>No key once the queue is stopped.</returns>
    public async ValueTask<(bool HasKey, TKey Key)> TakeAsync(CancellationToken cancellationToken)
    {
        while (await _ready.Reader.WaitToReadAsync(cancellationToken))
        {
            if (_ready.Reader.TryRead(out var key))
            {
                lock (_lock)
                {
                    if (!_isStopped)
                    {
                        _dirty.Remove(key);
                        _processing.Add(key);
                        return (true, key);
                    }
                }
            }
        }

        return (false, default!);
    }

    public void Done(TKey key)
    {
        lock (_lock)
        {
            _processing.Remove(key);
            if (_dirty.Contains(key))
            {
                _ready.Writer.TryWrite(key);
            }
        }
    }

    /// <summary>Hands out no more keys; work in progress goes on.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _isStopped = true;
            _ready.Writer.TryComplete();
        }
    }

    public void Dispose()
    {
        Stop();
        _timer.Dispose();
    }

    private void AddNoLock(TKey key)
    {
        if (_isStopped || !_dirty.Add(key) || _processing.Contains(key))
        {
            return;
        }

        _ready.Writer.TryWrite(key);
    }

    private void ReleaseDue()
    {
        lock (_lock)
        {
            var now = _time.GetTimestamp();
            while (_delayed.TryPeek(out var key, out var due) && due <= now)
            {
                _delayed.Dequeue();
                // Where the key was brought forward, the later entry is still in the heap and means nothing.
                if (_dueAt.TryGetValue(key, out var current) && current == due)
                {
                    _dueAt.Remove(key);
                    AddNoLock(key);
                }
            }

            SetTimerNoLock();
        }
    }

    private void SetTimerNoLock()
    {
        if (!_isStopped && _delayed.TryPeek(out _, out var due))
        {
            var wait = _time.GetElapsedTime(_time.GetTimestamp(), due);
            // A timer counts whole milliseconds: rounding up saves a wake-up that would find nothing due.
            var milliseconds = Math.Clamp(Math.Ceiling(wait.TotalMilliseconds), 0, int.MaxValue);
            _timer.Change(TimeSpan.FromMilliseconds(milliseconds), Timeout.InfiniteTimeSpan);
        }
    }
}
