using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Storage;

namespace KubeOpsPlanner.DevCluster.Core;

/// <summary>
/// What a request to delete makes of an object: a mark, the end, or one after the other. Pods alone take time, which their
/// kubelet ends; it may be shortened and not prolonged.
/// </summary>
/// <param name="Marked">The object with its deletion noted; null where there is nothing new to note.</param>
/// <param name="IsEnd">Nothing holds the object any more.</param>
internal readonly record struct DeletionStep(JsonObject? Marked, bool IsEnd)
{
    /// <summary>What a pod without its own figure is given, by the defaults of its kind.</summary>
    private const long DefaultSeconds = 30;

    private static readonly CollectionKey Pods = new("", "pods");

    private static DeletionStep Nothing => default;

    /// <param name="finalizers">With those that the way of deleting adds.</param>
    /// <param name="isHeld">By finalizers, or as a namespace by what is in it.</param>
    /// <param name="askedSeconds">Null leaves it to the pod; less than 0 counts as 1.</param>
    public static DeletionStep Decide(
        CollectionKey key, StoredObject stored, IReadOnlyList<string> finalizers, bool isHeld, long? askedSeconds, DateTimeOffset now)
    {
        if (askedSeconds < 0)
            askedSeconds = 1;
        if (stored.GraceSeconds is > 0 and var left)
        {
            return askedSeconds is { } fewer && fewer < left
                ? Mark(stored, finalizers, fewer, stored.DeletionTimestamp(now).AddSeconds(fewer - left), isHeld)
                : Nothing;
        }

        if (key == Pods && !stored.IsTerminating)
        {
            var seconds = SecondsFor(stored, askedSeconds);
            return Mark(stored, finalizers, seconds, now.AddSeconds(seconds), isHeld);
        }

        if (!isHeld)
            return new DeletionStep(null, IsEnd: true);
        var isNoted = stored.IsTerminating && finalizers.SequenceEqual(Json.ThawNode(stored.Json.At("metadata", "finalizers")).Texts());
        return isNoted ? Nothing : Mark(stored, finalizers, 0, stored.IsTerminating ? stored.DeletionTimestamp(now) : now, isHeld);
    }

    /// <summary>What runs nowhere, or has ended, needs no time.</summary>
    private static long SecondsFor(StoredObject pod, long? asked)
    {
        if (pod.Json.Text("spec", "nodeName").Length == 0 || pod.Json.Text("status", "phase") is "Succeeded" or "Failed")
            return 0;
        var seconds = asked ?? Json.ThawNode(pod.Json.At("spec", "terminationGracePeriodSeconds")).Integer() ?? DefaultSeconds;
        return seconds < 0 ? 1 : seconds;
    }

    private static DeletionStep Mark(StoredObject stored, IReadOnlyList<string> finalizers, long seconds, DateTimeOffset at, bool isHeld)
    {
        var draft = Json.Thaw(stored.Json);
        var metadata = draft.Child("metadata");
        if (finalizers.Count > 0)
            metadata["finalizers"] = new JsonArray([.. finalizers.Select(finalizer => (JsonNode)finalizer)]);
        metadata["deletionTimestamp"] = Json.Timestamp(at);
        metadata["deletionGracePeriodSeconds"] = seconds;
        if (!stored.IsTerminating && metadata.Integer("generation") is { } generation)
            metadata["generation"] = generation + 1;
        return new DeletionStep(draft, IsEnd: seconds == 0 && !isHeld);
    }
}
