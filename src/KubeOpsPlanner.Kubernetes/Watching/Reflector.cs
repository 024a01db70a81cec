using System.Net;
using System.Text.Json;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Kubernetes.Client;
using KubeOpsPlanner.Kubernetes.Metrics;
using KubeOpsPlanner.Kubernetes.Queueing;
using Microsoft.Extensions.Logging;

namespace KubeOpsPlanner.Kubernetes.Watching;

/// <summary>
/// Keeps a store equal to the cluster: one consistent list, then watches, each from where the last one ended. Only when
/// the server no longer knows that point does it list again, and then tells the store what was missed, deletions too.
/// </summary>
internal sealed class Reflector<T> : IReflector where T : class, IKubernetesObject
{
    // A watch that lasted so long was no failure even if nothing happened.
    private static readonly TimeSpan Lasting = TimeSpan.FromSeconds(5);

    private readonly ICollectionClient _client;
    private readonly Resource<T> _resource;
    private readonly SharedStore<T> _store;
    private readonly ReflectorTimings _timings;
    private readonly TimeProvider _time;
    private readonly Func<double> _jitter;
    private readonly ILogger _logger;
    private readonly ExponentialBackoff _backoff;
    private bool _mustList = true;
    private bool _mayBeRewound;

    public Reflector(
        ICollectionClient client, Resource<T> resource, SharedStore<T> store, ReflectorTimings timings,
        TimeProvider time, Func<double> jitter, ILogger logger)
    {
        _client = client;
        _resource = resource;
        _store = store;
        _timings = timings;
        _time = time;
        _jitter = jitter;
        _logger = logger;
        _backoff = new ExponentialBackoff(timings.FirstRetry, timings.MaxRetry);
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var failures = 0;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                if (_mustList || await IsRewoundAsync(cancellationToken))
                {
                    await ListAsync(cancellationToken);
                    _mustList = false;
                    _mayBeRewound = false;
                }

                // A server that hangs up at once is to be spared.
                failures = await WatchAsync(cancellationToken) ? 0 : failures + 1;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                failures++;
                Report(error, failures);
            }

            if (failures > 0)
            {
                await WaitAsync(_backoff.After(failures) * (0.5 + (_jitter() / 2)), cancellationToken);
            }
        }
    }

    private async Task ListAsync(CancellationToken cancellationToken)
    {
        var unreadable = new HashSet<ObjectKey>();
        var (items, version) = await new PagedList(_client).ReadAsync(
            _resource.Api, null, json => TryRead(json, unreadable), cancellationToken);
        _store.ReplaceAll(items.OfType<T>(), unreadable, version);
    }

    /// <summary>
    /// Whether the server was put back to an older state while it was out of reach (a backup restored, or nothing): a
    /// watch from a version that is still to come would miss all that happens until then, and report no error.
    /// </summary>
    private async Task<bool> IsRewoundAsync(CancellationToken cancellationToken)
    {
        if (!_mayBeRewound)
        {
            return false;
        }

        var newest = await new PagedList(_client).NewestVersionAsync(_resource.Api, cancellationToken);
        _mayBeRewound = false;
        if (newest >= _store.ResourceVersion)
        {
            return false;
        }

        _mustList = true;
        _logger.LogWarning(
            "{Store} has to be listed again: the server is at version {Newest} and was at {Known}, so it was put back to an older state",
            _store.Name, newest, _store.ResourceVersion);
        return true;
    }

    /// <returns>True when anything arrived, or might have.</returns>
    private async Task<bool> WatchAsync(CancellationToken cancellationToken)
    {
        var seconds = (int)(_timings.WatchFor.TotalSeconds * (1 + _jitter()));
        var request = new WatchRequest(_store.ResourceVersion, seconds, _timings.Silence);
        var start = _time.GetTimestamp();
        var hasEvents = false;
        try
        {
            await using var watch = await _client.OpenWatchAsync(_resource.Api, request, cancellationToken);
            while (await watch.NextAsync() is { } change)
            {
                Apply(change);
                hasEvents = true;
            }
        }
        catch (ClusterException error) when (error.Code is null && (hasEvents || HasLasted(start)))
        {
            // The connection ended after it had served: go on from the last event without further ado.
            _mayBeRewound = true;
            HostMetrics.WatchInterruptions.Add(1, new KeyValuePair<string, object?>("resource", _store.Name));
            _logger.LogDebug("{Message}; watching again from {Version}", error.Message, _store.ResourceVersion);
        }

        return hasEvents || HasLasted(start);
    }

    private bool HasLasted(long start) => _time.GetElapsedTime(start) >= Lasting;

    private void Apply(WatchEvent change)
    {
        var (type, json) = change;
        if (json.ValueKind != JsonValueKind.Object)
        {
            _logger.LogWarning("Skipped an event of {Store} without an object, of type {Type}", _store.Name, type);
            return;
        }

        if (type == "ERROR")
        {
            throw StatusErrors.FromStatus(json, HttpStatusCode.InternalServerError);
        }

        var version = ReadableName.VersionOf(json) ?? _store.ResourceVersion;
        switch (type)
        {
            case "ADDED" or "MODIFIED" when TryRead(json, null) is { } item:
                _store.Set(item, version);
                break;
            case "DELETED":
                _store.Remove(ReadableName.Of(json), version);
                break;
            case "BOOKMARK" or "ADDED" or "MODIFIED":
                _store.Advance(version);
                break;
            default:
                _logger.LogWarning("Skipped an event of {Store} of the unknown type {Type}", _store.Name, type);
                break;
        }
    }

    private T? TryRead(JsonElement json, HashSet<ObjectKey>? unreadable)
    {
        try
        {
            return _resource.Read(json);
        }
        catch (Exception error)
        {
            // Other objects must not suffer for one; the state known before stays, since unknown is not gone.
            var key = ReadableName.Of(json);
            unreadable?.Add(key);
            HostMetrics.UnreadableObjects.Add(1, new KeyValuePair<string, object?>("resource", _store.Name));
            _logger.LogWarning("{Kind} {Key} cannot be read and is left out: {Message}", _resource.Api.Kind, key, error.Message);
            return null;
        }
    }

    private void Report(Exception error, int failures)
    {
        _mayBeRewound = true;
        switch (error)
        {
            case ClusterException { Code: HttpStatusCode.Gone } gone:
                _mustList = true;
                _logger.LogInformation("{Store} has to be listed again: {Message}", _store.Name, gone.Message);
                break;
            case ClusterException { IsNotFound: true } when _resource.IsOptional:
                _mustList = true;
                // Any version above 0 says that the list is complete.
                _store.ReplaceAll([], new HashSet<ObjectKey>(), Math.Max(1, _store.ResourceVersion));
                break;
            case ClusterException { IsNotFound: true }:
                _mustList = true;
                LogFirst(
                    failures,
                    $"The cluster does not serve {_resource.Api.Kind} ({_resource.Api.ApiVersion}): install its "
                    + "CustomResourceDefinition; trying again until it is there");
                break;
            case ClusterException refused:
                LogFirst(failures, $"{_store.Name} cannot be watched: {refused.Message}");
                break;
            default:
                _mustList = true;
                _logger.LogError(error, "Watching {Store} failed", _store.Name);
                break;
        }

        HostMetrics.WatchInterruptions.Add(1, new KeyValuePair<string, object?>("resource", _store.Name));
    }

    /// <summary>Once at the beginning and then ever more rarely: at attempts 1, 2, 4, 8 and so on.</summary>
    private void LogFirst(int failures, string message)
    {
        if (int.IsPow2(failures))
        {
            _logger.LogWarning("{Message}", message);
        }
    }

    private async Task WaitAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(delay, _time, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The loop ends by itself.
        }
    }
}
