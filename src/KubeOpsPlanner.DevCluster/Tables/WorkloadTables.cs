using System.Text.Json.Nodes;

namespace KubeOpsPlanner.DevCluster.Tables;

/// <summary>Kinds that run pods.</summary>
internal static class WorkloadTables
{
    private static readonly TableColumn[] PodDetails =
        [TableColumn.Wide("Containers"), TableColumn.Wide("Images"), TableColumn.Wide("Selector")];

    public static TableDefinition Deployments { get; } = new(
        [TableColumn.NameOfObject, new("Ready"), new("Up-to-date"), new("Available"), TableColumn.Age, .. PodDetails],
        (item, now) =>
        [
            Name(item),
            $"{item.Number("status", "readyReplicas")}/{Replicas(item)}",
            item.Number("status", "updatedReplicas"),
            item.Number("status", "availableReplicas"),
            Age(item, now),
            .. Details(item, "spec", "template", "spec"),
        ]);

    public static TableDefinition ReplicaSets { get; } = new(
        [
            TableColumn.NameOfObject, TableColumn.Integer("Desired"), TableColumn.Integer("Current"),
            TableColumn.Integer("Ready"), TableColumn.Age, .. PodDetails,
        ],
        (item, now) =>
        [
            Name(item),
            Replicas(item),
            item.Number("status", "replicas"),
            item.Number("status", "readyReplicas"),
            Age(item, now),
            .. Details(item, "spec", "template", "spec"),
        ]);

    public static TableDefinition StatefulSets { get; } = new(
        [TableColumn.NameOfObject, new("Ready"), TableColumn.Age, .. PodDetails[..2]],
        (item, now) =>
        [
            Name(item),
            $"{item.Number("status", "readyReplicas")}/{Replicas(item)}",
            Age(item, now),
            .. Details(item, "spec", "template", "spec").Take(2),
        ]);

    public static TableDefinition DaemonSets { get; } = new(
        [
            TableColumn.NameOfObject, TableColumn.Integer("Desired"), TableColumn.Integer("Current"),
            TableColumn.Integer("Ready"), TableColumn.Integer("Up-to-date"), TableColumn.Integer("Available"),
            new("Node Selector"), TableColumn.Age, .. PodDetails,
        ],
        (item, now) =>
        [
            Name(item),
            item.Number("status", "desiredNumberScheduled"),
            item.Number("status", "currentNumberScheduled"),
            item.Number("status", "numberReady"),
            item.Number("status", "updatedNumberScheduled"),
            item.Number("status", "numberAvailable"),
            Selectors.Pairs(item.At("spec", "template", "spec", "nodeSelector")).OrNone(),
            Age(item, now),
            .. Details(item, "spec", "template", "spec"),
        ]);

    public static TableDefinition Jobs { get; } = new(
        [TableColumn.NameOfObject, new("Status"), new("Completions"), new("Duration"), TableColumn.Age, .. PodDetails],
        (item, now) =>
        [
            Name(item),
            JobStatus(item),
            Completions(item),
            Duration(item, now),
            Age(item, now),
            .. Details(item, "spec", "template", "spec"),
        ]);

    public static TableDefinition CronJobs { get; } = new(
        [
            TableColumn.NameOfObject, new("Schedule"), new("Timezone"), new("Suspend", "boolean"),
            TableColumn.Integer("Active"), new("Last Schedule"), TableColumn.Age, .. PodDetails,
        ],
        (item, now) =>
        [
            Name(item),
            item.Text("spec", "schedule"),
            item.Text("spec", "timeZone").OrNone(),
            item.Flag("spec", "suspend") ? "True" : "False",
            item.Count("status", "active"),
            item.Time("status", "lastScheduleTime") is { } last ? HumanDuration.Format(now - last) : "<none>",
            Age(item, now),
            .. Details(item, "spec", "jobTemplate", "spec", "template", "spec"),
        ]);

    public static TableDefinition Revisions { get; } = new(
        [TableColumn.NameOfObject, new("Controller"), TableColumn.Integer("Revision"), TableColumn.Age],
        (item, now) => [Name(item), Controller(item).OrNone(), item.Number("revision"), Age(item, now)]);

    /// <summary>The scale subresource of any kind.</summary>
    public static TableDefinition Scales { get; } = new(
        [TableColumn.NameOfObject, TableColumn.Integer("Desired"), TableColumn.Integer("Available"), TableColumn.Age],
        (item, now) => [Name(item), item.Number("spec", "replicas"), item.Number("status", "replicas"), Age(item, now)]);

    private static string Name(JsonObject item) => item.Text("metadata", "name");

    private static string Age(JsonObject item, DateTimeOffset now) =>
        HumanDuration.Since(item.Time("metadata", "creationTimestamp"), now);

    // Absent replicas mean one.
    private static long Replicas(JsonObject item) =>
        item.At("spec", "replicas") is null ? 1 : item.Number("spec", "replicas");

    private static JsonNode?[] Details(JsonObject item, params ReadOnlySpan<string> podSpec)
    {
        var containers = item.At(podSpec).Items("containers").ToArray();
        return
        [
            containers.Select(container => container.Text("name")).Joined(),
            containers.Select(container => container.Text("image")).Joined(),
            Selectors.Format(item.At("spec", "selector")).OrNone(),
        ];
    }

    private static string Controller(JsonObject item) =>
        item.Items("metadata", "ownerReferences").FirstOrDefault(owner => owner.Flag("controller")) is { } owner
            ? $"{owner.Text("kind").ToLowerInvariant()}.{owner.Text("apiVersion").Split('/')[0]}/{owner.Text("name")}"
            : "";

    private static string JobStatus(JsonObject job)
    {
        string[] ends = ["Complete", "Failed", "Suspended", "FailureTarget", "SuccessCriteriaMet"];
        var met = ends.FirstOrDefault(type => job.Items("status", "conditions")
            .Any(condition => condition.Text("type") == type && condition.Text("status") == "True"));
        return met ?? (job.At("metadata", "deletionTimestamp") is null ? "Running" : "Terminating");
    }

    private static string Completions(JsonObject job)
    {
        var succeeded = job.Number("status", "succeeded");
        if (job.At("spec", "completions") is not null)
            return $"{succeeded}/{job.Number("spec", "completions")}";
        var parallelism = job.Number("spec", "parallelism");
        return parallelism > 1 ? $"{succeeded}/1 of {parallelism}" : $"{succeeded}/1";
    }

    private static string Duration(JsonObject job, DateTimeOffset now) => job.Time("status", "startTime") is { } start
        ? HumanDuration.Format((job.Time("status", "completionTime") ?? now) - start)
        : "";
}
