using System.Globalization;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Hosting.Reconciling;
using KubeOpsPlanner.Kubernetes.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KubeOpsPlanner.Kubernetes.Events;

/// <summary>Writes core/v1 Events from a bounded queue, so that neither a slow API server nor a chatty caller holds anybody up.</summary>
internal sealed class EventRecorder(
    ICluster cluster, string component, string identity, TimeProvider time, ILogger logger) : BackgroundService, IEventRecorder
{
    private const int MaxWaiting = 1000;

    // The API server refuses longer ones.
    private const int MaxMessageLength = 1024;

    private static readonly ApiResource Api = new("", "v1", "Event", "events", IsNamespaced: true);

    private readonly EventJournal _journal = new(time);

    private readonly Channel<EventNote> _notes = Channel.CreateBounded<EventNote>(
        new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true },
        static _ => Count("dropped"));

    public void Record(ApiResource api, ObjectMeta about, EventKind kind, string reason, string message)
    {
        var subject = new EventIdentity(api.ApiVersion, api.Kind, about.Key, about.Uid, kind, reason);
        var text = message.Length <= MaxMessageLength ? message : message[..(MaxMessageLength - 1)] + "…";
        _notes.Writer.TryWrite(new EventNote(subject, about.ResourceVersion, text, time.GetUtcNow()));
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // What was recorded before the stop is still written, as long as the host waits.
        _notes.Writer.TryComplete();
        if (ExecuteTask is { } writing)
        {
            await writing.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var note in _notes.Reader.ReadAllAsync(stoppingToken))
            {
                await WriteAsync(note, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped before everything was written.
        }
    }

    internal async Task WriteAsync(EventNote note, CancellationToken cancellationToken)
    {
        if (_journal.Take(note) is not { } slot)
        {
            Count("limited");
            return;
        }

        try
        {
            if (slot.Count > 1 && await CountUpAsync(note, slot, cancellationToken))
            {
                Count("counted_up");
                return;
            }

            await cluster.CreateAsync(Api, ToJson(note, slot), cancellationToken);
            Count("written");
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // Whatever it was: the events after this one must still be written.
            _journal.Forget(note.Identity);
            Count("failed");
            logger.LogWarning(
                "Event {Reason} about {Key} could not be written: {Message}", note.Identity.Reason, note.Identity.Key, error.Message);
        }
    }

    private async Task<bool> CountUpAsync(EventNote note, EventSlot slot, CancellationToken cancellationToken)
    {
        var body = new JsonObject
        {
            ["count"] = slot.Count,
            ["lastTimestamp"] = Timestamp(slot.Last),
            ["message"] = note.Message,
        };
        try
        {
            var key = new ObjectKey(NamespaceOf(note), slot.Name);
            await cluster.PatchAsync(Api, key, new ClusterPatch(PatchKind.Merge, body), cancellationToken);
            return true;
        }
        catch (ClusterException error) when (error.IsNotFound)
        {
            // Events expire after an hour or so; the count goes on in a new one.
            return false;
        }
    }

    private JsonObject ToJson(EventNote note, EventSlot slot) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Event",
        ["metadata"] = new JsonObject { ["name"] = slot.Name, ["namespace"] = NamespaceOf(note) },
        ["involvedObject"] = new JsonObject
        {
            ["apiVersion"] = note.Identity.ApiVersion,
            ["kind"] = note.Identity.Kind,
            ["namespace"] = note.Identity.Key.Namespace,
            ["name"] = note.Identity.Key.Name,
            ["uid"] = note.Identity.Uid,
            ["resourceVersion"] = note.ResourceVersion,
        },
        ["type"] = note.Identity.Type.ToString(),
        ["reason"] = note.Identity.Reason,
        ["message"] = note.Message,
        ["firstTimestamp"] = Timestamp(slot.First),
        ["lastTimestamp"] = Timestamp(slot.Last),
        ["count"] = slot.Count,
        ["source"] = new JsonObject { ["component"] = component },
        ["reportingComponent"] = component,
        ["reportingInstance"] = identity,
    };

    /// <summary>Events about cluster-scoped objects live in the default namespace; the API server insists.</summary>
    private static string NamespaceOf(EventNote note) =>
        note.Identity.Key.Namespace.Length == 0 ? "default" : note.Identity.Key.Namespace;

    private static string Timestamp(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static void Count(string outcome) =>
        HostMetrics.Events.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}
