using System.Text.Json.Nodes;

namespace KubeOpsPlanner.DevCluster.Tables;

/// <summary>Kinds that hold settings, rights and limits.</summary>
internal static class ConfigurationTables
{
    public static TableDefinition Namespaces { get; } = Simple(new TableColumn("Status"), item => item.Text("status", "phase"));

    public static TableDefinition ConfigMaps { get; } =
        Simple(new TableColumn("Data"), item => item.Count("data") + item.Count("binaryData"));

    public static TableDefinition ServiceAccounts { get; } = Simple(new TableColumn("Secrets"), item => item.Count("secrets"));

    public static TableDefinition Leases { get; } = Simple(new TableColumn("Holder"), item => item.Text("spec", "holderIdentity"));

    public static TableDefinition WebhookConfigurations { get; } =
        Simple(TableColumn.Integer("Webhooks"), item => item.Count("webhooks"));

    public static TableDefinition RuntimeClasses { get; } = Simple(new TableColumn("Handler"), item => item.Text("handler"));

    public static TableDefinition Secrets { get; } = new(
        [TableColumn.NameOfObject, new("Type"), new("Data"), TableColumn.Age],
        (item, now) => [Name(item), item.Text("type"), item.Count("data"), Age(item, now)]);

    public static TableDefinition PriorityClasses { get; } = new(
        [
            TableColumn.NameOfObject, TableColumn.Integer("Value"), new("Global-Default", "boolean"), TableColumn.Age,
            new("PreemptionPolicy"),
        ],
        (item, now) =>
        [
            Name(item), item.Number("value"), item.Flag("globalDefault"), Age(item, now),
            item.Text("preemptionPolicy") is { Length: > 0 } policy ? policy : "PreemptLowerPriority",
        ]);

    public static TableDefinition Bindings { get; } = new(
        [
            TableColumn.NameOfObject, new("Role"), TableColumn.Age, TableColumn.Wide("Users"), TableColumn.Wide("Groups"),
            TableColumn.Wide("ServiceAccounts"),
        ],
        (item, now) =>
        [
            Name(item),
            $"{item.Text("roleRef", "kind")}/{item.Text("roleRef", "name")}",
            Age(item, now),
            Subjects(item, "User", subject => subject.Text("name")),
            Subjects(item, "Group", subject => subject.Text("name")),
            Subjects(item, "ServiceAccount", subject => $"{subject.Text("namespace")}/{subject.Text("name")}"),
        ]);

    public static TableDefinition ResourceQuotas { get; } = new(
        [TableColumn.NameOfObject, new("Request"), new("Limit"), TableColumn.Age],
        (item, now) => [Name(item), Quota(item, isLimit: false), Quota(item, isLimit: true), Age(item, now)]);

    public static TableDefinition DisruptionBudgets { get; } = new(
        [
            TableColumn.NameOfObject, new("Min Available"), new("Max Unavailable"), TableColumn.Integer("Allowed Disruptions"),
            TableColumn.Age,
        ],
        (item, now) =>
        [
            Name(item),
            OrNotApplicable(item.Text("spec", "minAvailable")),
            OrNotApplicable(item.Text("spec", "maxUnavailable")),
            item.Number("status", "disruptionsAllowed"),
            Age(item, now),
        ]);

    public static TableDefinition Autoscalers { get; } = new(
        [
            TableColumn.NameOfObject, new("Reference"), new("Targets"), new("MinPods"), new("MaxPods"), new("Replicas"),
            TableColumn.Age,
        ],
        (item, now) =>
        [
            Name(item),
            $"{item.Text("spec", "scaleTargetRef", "kind")}/{item.Text("spec", "scaleTargetRef", "name")}",
            item.Items("spec", "metrics").Select((metric, index) => Target(item, metric, index)).Joined(", ").OrNone(),
            item.Text("spec", "minReplicas") is { Length: > 0 } least ? least : "<unset>",
            item.Number("spec", "maxReplicas"),
            item.Number("status", "currentReplicas"),
            Age(item, now),
        ]);

    public static TableDefinition FlowSchemas { get; } = new(
        [
            TableColumn.NameOfObject, new("PriorityLevel"), TableColumn.Integer("MatchingPrecedence"),
            new("DistinguisherMethod"), TableColumn.Age, new("MissingPL"),
        ],
        (item, now) =>
        [
            Name(item),
            item.Text("spec", "priorityLevelConfiguration", "name"),
            item.Number("spec", "matchingPrecedence"),
            item.Text("spec", "distinguisherMethod", "type").OrNone(),
            Age(item, now),
            item.Items("status", "conditions").FirstOrDefault(condition => condition.Text("type") == "Dangling")
                is { } dangling ? dangling.Text("status") : "?",
        ]);

    public static TableDefinition PriorityLevels { get; } = new(
        [
            TableColumn.NameOfObject, new("Type"), new("NominalConcurrencyShares"), new("Queues"), new("HandSize"),
            new("QueueLengthLimit"), TableColumn.Age,
        ],
        (item, now) =>
        [
            Name(item),
            item.Text("spec", "type"),
            item.Text("spec", "limited", "nominalConcurrencyShares").OrNone(),
            item.Text("spec", "limited", "limitResponse", "queuing", "queues").OrNone(),
            item.Text("spec", "limited", "limitResponse", "queuing", "handSize").OrNone(),
            item.Text("spec", "limited", "limitResponse", "queuing", "queueLengthLimit").OrNone(),
            Age(item, now),
        ]);

    /// <summary>Kinds for which the real server prints when they were made, as a time.</summary>
    public static TableDefinition CreatedAt { get; } = new(
        [TableColumn.NameOfObject, new("Created At", "date")],
        (item, _) => [Name(item), item.Text("metadata", "creationTimestamp")]);

    private static TableDefinition Simple(TableColumn column, Func<JsonObject, JsonNode?> cell) => new(
        [TableColumn.NameOfObject, column, TableColumn.Age],
        (item, now) => [Name(item), cell(item), Age(item, now)]);

    private static string Name(JsonObject item) => item.Text("metadata", "name");

    private static string Age(JsonObject item, DateTimeOffset now) =>
        HumanDuration.Since(item.Time("metadata", "creationTimestamp"), now);

    private static string Subjects(JsonObject binding, string kind, Func<JsonNode, string> show) =>
        binding.Items("subjects").Where(subject => subject.Text("kind") == kind).Select(show).Joined(", ");

    private static string Quota(JsonObject quota, bool isLimit) => quota.At("spec", "hard") is JsonObject hard
        ? hard.Where(entry => entry.Key.StartsWith("limits.", StringComparison.Ordinal) == isLimit)
            .OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry =>
                $"{entry.Key}: {(quota.Text("status", "used", entry.Key) is { Length: > 0 } used ? used : "0")}/{entry.Value.Text()}")
            .Joined(", ")
        : "";

    private static string OrNotApplicable(string text) => text.Length == 0 ? "N/A" : text;

    private static string Target(JsonObject autoscaler, JsonNode metric, int index)
    {
        var current = autoscaler.Items("status", "currentMetrics").ElementAtOrDefault(index);
        return metric.Text("type") == "Resource"
            ? $"{metric.Text("resource", "name")}: {Measure(current.At("resource", "current"), "averageUtilization", "averageValue")}"
                + $"/{Measure(metric.At("resource", "target"), "averageUtilization", "averageValue")}"
            : "<unknown>";
    }

    private static string Measure(JsonNode? source, string utilization, string value) =>
        source.Text(utilization) is { Length: > 0 } percent ? $"{percent}%"
        : source.Text(value) is { Length: > 0 } amount ? amount : "<unknown>";
}
