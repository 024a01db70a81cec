using System.Text.Json;
using k8s;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Kubernetes.Client;

namespace KubeOpsPlanner.Hosting.KubeOps.Client;

/// <summary>A watch of KubernetesClient that ends when it fails or falls silent; left alone it would go on after both.</summary>
internal sealed class CustomObjectWatch : IWatch
{
    private readonly string _collection;
    private readonly TimeSpan _silence;
    private readonly SilenceDeadline _deadline;
    private readonly IAsyncEnumerator<(WatchEventType Type, object Object)> _events;
    private Exception? _failure;

    public CustomObjectWatch(
        string collection, Func<Action<Exception>, CancellationToken, IAsyncEnumerable<(WatchEventType Type, object Object)>> open,
        TimeSpan silence, TimeProvider time, CancellationToken cancellationToken)
    {
        _collection = collection;
        _silence = silence;
        _deadline = new SilenceDeadline(silence, time, cancellationToken);
        _events = open(error => _failure ??= error, _deadline.Token).GetAsyncEnumerator(_deadline.Token);
    }

    public async ValueTask<WatchEvent?> NextAsync()
    {
        try
        {
            var hasNext = await _events.MoveNextAsync();
            if (_failure is { } failure)
            {
                throw failure;
            }

            _deadline.Extend();
            return hasNext ? ToEvent(_events.Current.Type, _events.Current.Object) : null;
        }
        catch (OperationCanceledException error) when (_deadline.HasPassed)
        {
            throw new ClusterException(
                null, "WatchBroken", $"the watch of {_collection} was silent for {_silence.TotalSeconds:0} s", inner: error);
        }
        catch (Exception error) when (ApiErrors.Explain($"watching {_collection}", error, _deadline.Token) is { } explained)
        {
            throw explained;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _events.DisposeAsync();
        _deadline.Dispose();
    }

    private static WatchEvent ToEvent(WatchEventType type, object item) =>
        new(type.ToString().ToUpperInvariant(), item is JsonElement json ? json : default);
}
