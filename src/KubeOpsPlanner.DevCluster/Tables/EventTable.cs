using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.BuiltIns;

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

    private static IReadOnlyList<JsonNode?> Cells(JsonObject shown, DateTimeOffset now)
    {
        var item = (JsonObject)shown.DeepClone();
        EventForms.ToCore(item);
        var about = item["involvedObject"];
        var first = item.Time("firstTimestamp") ?? item.Time("eventTime");
        var last = item.Time("series", "lastObservedTime") ?? item.Time("lastTimestamp") ?? first;
        var count = item.Number("series", "count") is > 0 and var series ? series : Math.Max(1, item.Number("count"));
        return
        [
            HumanDuration.Since(last, now),
            item.Text("type"),
            item.Text("reason"),
            new[] { about.Text("kind").ToLowerInvariant(), about.Text("name") }.Where(part => part.Length > 0).Joined("/"),
            about.Text("fieldPath"),
            Source(item),
            item.Text("message").Trim(),
            HumanDuration.Since(first, now),
            count,
            item.Text("metadata", "name"),
        ];
    }

    private static string Source(JsonObject item)
    {
        var name = item.Text("source", "component") is { Length: > 0 } component ? component : item.Text("reportingComponent");
        var host = item.Text("source", "host") is { Length: > 0 } given ? given : item.Text("reportingInstance");
        return new[] { name, host }.Where(part => part.Length > 0).Joined(", ");
    }
}
