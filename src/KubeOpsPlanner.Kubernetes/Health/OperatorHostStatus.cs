using KubeOpsPlanner.Kubernetes.Watching;

namespace KubeOpsPlanner.Kubernetes.Health;

/// <summary>How far the host has come, and at which ports it is reached. One per program.</summary>
public sealed class OperatorHostStatus
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _registered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IReadOnlyList<IStoreGate> _stores;
    private readonly Task _allSynced;

    internal OperatorHostStatus(IReadOnlyList<IStoreGate> stores)
    {
        _stores = stores;
        _allSynced = Task.WhenAll(stores.Select(store => store.Synced));
    }

    /// <summary>The port in use once <see cref="Listening"/> is complete; 0 before.</summary>
    public int WebhookPort { get; private set; }

    /// <inheritdoc cref="WebhookPort"/>
    public int MetricsPort { get; private set; }

    /// <summary>Completes when all ports are open.</summary>
    public Task Listening => _listening.Task;

    /// <summary>Completes when the webhooks are registered.</summary>
    internal Task Registered => _registered.Task;

    /// <summary>Completes when the stores have synced and the webhooks are served and registered.</summary>
    public Task Ready => Task.WhenAll(_allSynced, _listening.Task, _registered.Task);

    /// <summary>What is still missing, in words; empty when ready.</summary>
    public IReadOnlyList<string> Missing
    {
        get
        {
            var missing = _stores.Where(store => !store.HasSynced).Select(store => $"{store.Name} not synced").ToList();
            if (!_listening.Task.IsCompleted)
            {
                missing.Add("ports not open");
            }

            if (!_registered.Task.IsCompleted)
            {
                missing.Add("webhooks not registered");
            }

            return missing;
        }
    }

    internal void MarkListening(int webhookPort, int metricsPort)
    {
        lock (_lock)
        {
            (WebhookPort, MetricsPort) = (webhookPort, metricsPort);
        }

        _listening.TrySetResult();
    }

    /// <returns>True the first time.</returns>
    internal bool MarkRegistered() => _registered.TrySetResult();
}
