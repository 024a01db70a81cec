namespace KubeOpsPlanner.Kubernetes.Queueing;

/// <summary>A rate limit that allows bursts. Not safe for concurrent use.</summary>
internal sealed class TokenBucket
{
    private readonly TimeProvider _time;
    private readonly double _perSecond;
    private readonly double _burst;
    private double _tokens;
    private long _asOf;

    public TokenBucket(double perSecond, double burst, TimeProvider time)
    {
        _perSecond = perSecond;
        _burst = burst;
        _tokens = burst;
        _time = time;
        _asOf = time.GetTimestamp();
    }

    /// <summary>Takes a token, on credit if need be.</summary>
    /// <returns>How long to wait until the token is there.</returns>
    public TimeSpan Reserve()
    {
        Refill();
        _tokens--;
        return _tokens >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-_tokens / _perSecond);
    }

    /// <summary>Takes a token if there is one.</summary>
    public bool TryTake()
    {
        Refill();
        if (_tokens < 1)
        {
            return false;
        }

        _tokens--;
        return true;
    }

    private void Refill()
    {
        var now = _time.GetTimestamp();
        _tokens = Math.Min(_burst, _tokens + (_time.GetElapsedTime(_asOf, now).TotalSeconds * _perSecond));
        _asOf = now;
    }
}
