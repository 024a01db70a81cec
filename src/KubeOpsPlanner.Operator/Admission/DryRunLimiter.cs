using KubeOpsPlanner.Hosting.Admission;

namespace KubeOpsPlanner.Operator.Admission;

/// <summary>
/// Dry runs cost as much as real changes and leave no trace, so each caller gets a share: a burst, and a rate at which
/// it comes back. Diffs of a whole repository fit; a loop that probes the budget does not.
/// </summary>
public sealed class DryRunLimiter(TimeProvider time)
{
    public const int Burst = 200;
    public const int PerSecond = 50;

    /// <summary>More callers at once than that are one caller with many names.</summary>
    private const int MostCallers = 4096;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (double Left, long At)> _buckets = new(StringComparer.Ordinal);

    public bool Allows(UserInfo user)
    {
        lock (_lock)
        {
            var left = _buckets.TryGetValue(user.Username, out var bucket)
                ? Math.Min(Burst, bucket.Left + (time.GetElapsedTime(bucket.At).TotalSeconds * PerSecond))
                : Burst;
            if (_buckets.Count >= MostCallers && !_buckets.ContainsKey(user.Username))
                Forget();

            _buckets[user.Username] = (left >= 1 ? left - 1 : left, time.GetTimestamp());
            return left >= 1;
        }
    }

    // Whoever has rested long enough to have all tokens back loses nothing; the others are few, or share the loss.
    private void Forget()
    {
        foreach (var (name, bucket) in _buckets.ToList())
        {
            if (bucket.Left + (time.GetElapsedTime(bucket.At).TotalSeconds * PerSecond) >= Burst)
                _buckets.Remove(name);
        }

        if (_buckets.Count >= MostCallers)
            _buckets.Clear();
    }
}
