using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Storage;

namespace KubeOpsPlanner.DevCluster.BuiltIns;

/// <summary>Events are one kind under two names: <c>v1</c>, as which they are stored, and <c>events.k8s.io/v1</c>.</summary>
internal static class EventForms
{
    public const string NewerGroup = "events.k8s.io";

    private static readonly (string Core, string Newer)[] Names =
    [
        ("involvedObject", "regarding"),
        ("message", "note"),
        ("reportingComponent", "reportingController"),
        ("source", "deprecatedSource"),
        ("firstTimestamp", "deprecatedFirstTimestamp"),
        ("lastTimestamp", "deprecatedLastTimestamp"),
        ("count", "deprecatedCount"),
    ];

    // What Go writes even where there is nothing.
    private static readonly string[] NeverOmitted = ["involvedObject", "source", "reportingComponent", "reportingInstance", "eventTime", "firstTimestamp", "lastTimestamp"];
    private static readonly string[] NeverOmittedOfNewer = ["regarding", "deprecatedSource", "eventTime", "deprecatedFirstTimestamp", "deprecatedLastTimestamp"];

    public static StoredForm Newer { get; } = new(new CollectionKey("", "events"), ToCore, ToNewer);

    public static bool IsEvent(ResourceType type) => type is { IsBuiltIn: true, Kind: "Event", Group: "" or NewerGroup };

    /// <summary>Names the fields as <c>v1</c> does; leaves an event of that version as it is.</summary>
    public static void ToCore(JsonObject item)
    {
        foreach (var (core, newer) in Names)
            Rename(item, newer, core);
        item["apiVersion"] = "v1";
        Complete(item, NeverOmitted);
    }

    private static void ToNewer(JsonObject item)
    {
        foreach (var (core, newer) in Names)
            Rename(item, core, newer);
        item["apiVersion"] = $"{NewerGroup}/v1";
        Complete(item, NeverOmittedOfNewer);
    }

    /// <summary>Reads an event of either version as its Go type would: what is empty is left out, what is never left out is there.</summary>
    public static void Complete(ResourceType type, JsonObject item) => Complete(item, type.Group.Length == 0 ? NeverOmitted : NeverOmittedOfNewer);

    private static void Complete(JsonObject item, string[] neverOmitted)
    {
        foreach (var (name, value) in item.ToList())
        {
            if (!neverOmitted.Contains(name) && (value is null || IsEmpty(value)))
                item.Remove(name);
        }

        foreach (var name in neverOmitted.Where(name => item[name] is null))
        {
            item[name] = name switch
            {
                "involvedObject" or "regarding" or "source" or "deprecatedSource" => new JsonObject(),
                "reportingComponent" or "reportingInstance" => "",
                _ => null,
            };
        }
    }

    private static bool IsEmpty(JsonNode value) =>
        value is JsonValue scalar && ((scalar.TryGetValue(out string? text) && text.Length == 0) || (scalar.TryGetValue(out long number) && number == 0));

    private static void Rename(JsonObject item, string from, string to)
    {
        if (!item.TryGetPropertyValue(from, out var value))
            return;
        item.Remove(from);
        item[to] = value;
    }
}
