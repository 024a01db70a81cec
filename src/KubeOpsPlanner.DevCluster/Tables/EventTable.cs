using System.Text.Json.Nodes;

namespace KubeOpsPlanner.DevCluster.Tables;

/// <summary>Events of both groups: <c>events.k8s.io</c> names the same facts differently.</summary>
internal static class EventTable
{
    public static TableDefinition Definition { get; } = new(
        [
            new("Last Seen"), new("Type"), new("Reason"), new("Object"), TableColumn.Wide("Subobject"), TableColumn.Wide("Source"),
            new("Message"), TableColumn.Wide("First Seen"), TableColumn.Wide("Count"),
            TableColumn.NameOfObject with { Priority = 1 },
        ],
        Cells);

    private static IReadOnlyList<JsonNode?> Cells(JsonObject item, DateTimeOffset now)
    {
        var about = item.At("involvedObject") ?? item.At("regarding");
        var first = item.Time("firstTimestamp") ?? item.Time("deprecatedFirstTimestamp") ?? item.Time("eventTime");
        var last = item.Time("series", "lastObservedTime") ?? item.Time("lastTimestamp")
            ?? item.Time("deprecatedLastTimestamp") ?? first;
        var count = item.Number("series", "count") is > 0 and var series ? series : Math.Max(1, item.Number("count"));
        return
        [
            HumanDuration.Since(last, now),
            item.Text("type"),
            item.Text("reason"),
            $"{about.Text("kind").ToLowerInvariant()}/{about.Text("name")}",
            about.Text("fieldPath"),
            Source(item),
            (item.Text("message") is { Length: > 0 } message ? message : item.Text("note")).Trim(),
            HumanDuration.Since(first, now),
            count,
            item.Text("metadata", "name"),
        ];
    }

    private static string Source(JsonObject item)
    {
        string[] names =
        [
            item.Text("source", "component"), item.Text("reportingComponent"), item.Text("reportingController"),
        ];
        var host = item.Text("source", "host") is { Length: > 0 } given ? given : item.Text("reportingInstance");
        return new[] { names.FirstOrDefault(name => name.Length > 0) ?? "", host }.Where(part => part.Length > 0).Joined(", ");
    }
}
