using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Graphs.Objects;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.DevCluster.Graphs.Statuses;

/// <summary>The status that the Dynamo operator would report.</summary>
internal static class GraphStatus
{
    public const string TrafficCondition = "TrafficSimulated";

    /// <param name="noTraffic">Why no engines are simulated behind this graph; null when they are.</param>
    /// <returns>A merge patch for the status subresource, or null when the status says all this already.</returns>
    public static JsonObject? Patch(
        GraphObject item, IReadOnlyCollection<SimulatedPod> pods, string? noTraffic, DateTimeOffset now)
    {
        var present = Canonical(item.Status is { } json ? JsonNode.Parse(json.GetRawText())! : new JsonObject());
        var counts = item.Graph.Components.Select(component => ComponentCount.Of(item.Graph, component, pods)).ToList();
        var ready = Ready(counts);
        var wanted = new JsonObject
        {
            ["state"] = ready.Status == "True" ? "successful" : "pending",
            ["observedGeneration"] = item.Metadata.Generation,
            ["conditions"] = Conditions(item, [ready, Traffic(noTraffic)], now),
            [MapName(item.Spelling)] = Components(item, counts, present),
        };
        var other = MapName(item.Spelling == GraphSpelling.Components ? GraphSpelling.Services : GraphSpelling.Components);
        if (present[other] is not null)
        {
            wanted[other] = null;
        }

        return Says(present, wanted) ? null : new JsonObject { ["status"] = wanted };
    }

    private static string MapName(GraphSpelling spelling) => spelling == GraphSpelling.Components ? "components" : "services";

    private static Condition Ready(IReadOnlyList<ComponentCount> counts)
    {
        var behind = counts.Where(count => !count.IsReady).ToList();
        var unknown = behind.Where(count => !count.Component.Shape.IsKnown).ToList();
        var (reason, detail) =
            behind.Count == 0 ? ("all_resources_are_ready", "All resources are ready")
            : unknown.Count > 0 ? ("some_resources_are_not_ready", string.Join("; ", unknown.Select(count =>
                $"the GPUs of {count.Component.Name} are unknown: {count.Component.Shape.UnknownReason}")))
            : behind.Find(count => count.Unschedulable is not null) is { } stuck
                ? ("insufficient_capacity", $"{stuck.Component.Name}: {stuck.Unschedulable}")
            : behind.Any(count => count.Updated < count.Replicas) ? ("updating", Shortfall(behind))
            : ("pods_not_ready", Shortfall(behind));
        return new Condition { Type = "Ready", Status = behind.Count == 0 ? "True" : "False", Reason = reason, Message = detail };
    }

    private static string Shortfall(IEnumerable<ComponentCount> behind) =>
        string.Join("; ", behind.Select(count => $"{count.Component.Name}: {count.Ready} of {count.Component.Replicas} replicas ready"));

    private static Condition Traffic(string? noTraffic) => new()
    {
        Type = TrafficCondition,
        Status = noTraffic is null ? "True" : "False",
        Reason = noTraffic is null ? "TraceReplayed" : "NotSimulated",
        Message = noTraffic ?? "A request trace is replayed through simulated prefill and decode workers",
    };

    /// <summary>Conditions of others stay; a time changes only with its status.</summary>
    private static JsonArray Conditions(GraphObject item, IReadOnlyList<Condition> ours, DateTimeOffset now)
    {
        var before = item.Graph.Conditions;
        var all = before.Where(condition => ours.All(own => own.Type != condition.Type)).Concat(ours.Select(own =>
        {
            var old = before.FirstOrDefault(condition => condition.Type == own.Type);
            return own with
            {
                LastTransitionTime = old?.Status == own.Status ? old.LastTransitionTime ?? now : now,
                ObservedGeneration = item.Metadata.Generation,
            };
        }));
        return new JsonArray([.. all.OrderBy(condition => condition.Type, StringComparer.Ordinal).Select(Json)]);
    }

    private static JsonNode Json(Condition condition)
    {
        var json = JsonSerializer.SerializeToNode(condition, KubernetesJson.Options)!;
        json["lastTransitionTime"] = ChildBodies.Time(condition.LastTransitionTime ?? DateTimeOffset.UnixEpoch);
        return json;
    }

    private static JsonObject Components(GraphObject item, IEnumerable<ComponentCount> counts, JsonNode present)
    {
        var map = new JsonObject();
        foreach (var count in counts)
        {
            map[count.Component.Name] = count.ToJson();
        }

        foreach (var (gone, _) in (present[MapName(item.Spelling)] as JsonObject ?? []).Where(entry => !map.ContainsKey(entry.Key)).ToList())
        {
            map[gone] = null;
        }

        return map;
    }

    /// <summary>Whether merging <paramref name="wanted"/> into <paramref name="present"/> would change nothing.</summary>
    private static bool Says(JsonNode? present, JsonNode wanted) =>
        wanted is JsonObject parts
            ? present is JsonObject holder && parts.All(part => part.Value is null
                ? !holder.ContainsKey(part.Key)
                : Says(holder[part.Key], part.Value))
            : present is not null && JsonNode.DeepEquals(present, Canonical(wanted));

    /// <summary>Numbers that were made and numbers that were read compare equal only when both were read.</summary>
    private static JsonNode Canonical(JsonNode json) => JsonNode.Parse(json.ToJsonString())!;
}
