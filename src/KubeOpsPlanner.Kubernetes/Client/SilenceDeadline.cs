namespace KubeOpsPlanner.Kubernetes.Client;

/// <summary>Cancels when the caller does, or when nothing was heard for a while. Every sign of life starts the wait anew.</summary>
internal sealed class SilenceDeadline : IDisposable
{
    private readonly TimeSpan _silence;
    private readonly CancellationTokenSource _timer;
    private readonly CancellationTokenSource _linked;

    public SilenceDeadline(TimeSpan silence, TimeProvider time, CancellationToken cancellationToken)
    {
        _silence = silence > TimeSpan.Zero ? silence : TimeSpan.Zero;
        _timer = new CancellationTokenSource(_silence, time);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _timer.Token);
        Caller = cancellationToken;
    }

    public CancellationToken Token => _linked.Token;

    /// <summary>True when the wait, and not the caller, ended it.</summary>
    public bool HasPassed => _timer.IsCancellationRequested && !Caller.IsCancellationRequested;

    private CancellationToken Caller { get; }

    public void Extend() => _timer.CancelAfter(_silence);

    public void Dispose()
    {
        _linked.Dispose();
        _timer.Dispose();
    }
}
