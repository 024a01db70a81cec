using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.BuiltIns;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Tables;

namespace KubeOpsPlanner.DevCluster.Tests.Tables;

public sealed class TableTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, string, string> Rows => new()
    {
        { "pods", """{"spec":{"containers":[{},{}]},"status":{"phase":"Pending"}}""", "x|0/2|Pending|0|5m" },
        {
            "pods",
            """{"spec":{"containers":[{}]},"status":{"phase":"Running","containerStatuses":[{"ready":true,"restartCount":0,"state":{"running":{}}}]}}""",
            "x|1/1|Running|0|5m"
        },
        {
            "pods",
            """{"spec":{"containers":[{}]},"status":{"phase":"Running","containerStatuses":[{"restartCount":3,"state":{"waiting":{"reason":"CrashLoopBackOff"}},"lastState":{"terminated":{"finishedAt":"2026-01-01T11:59:00Z"}}}]}}""",
            "x|0/1|CrashLoopBackOff|3 (60s ago)|5m"
        },
        {
            "pods",
            """{"spec":{"containers":[{}]},"status":{"phase":"Failed","containerStatuses":[{"state":{"terminated":{"exitCode":137}}}]}}""",
            "x|0/1|ExitCode:137|0|5m"
        },
        {
            "pods",
            """{"spec":{"containers":[{}],"initContainers":[{},{}]},"status":{"phase":"Pending","initContainerStatuses":[{"state":{"terminated":{"exitCode":0}}},{"state":{"running":{}}}]}}""",
            "x|0/1|Init:1/2|0|5m"
        },
        { "nodes", """{"metadata":{"labels":{"node-role.kubernetes.io/gpu":"","node-role.kubernetes.io/worker":""}},"status":{"conditions":[{"type":"Ready","status":"True"}],"nodeInfo":{"kubeletVersion":"v1.32.4"}}}""", "x|Ready|gpu,worker|5m|v1.32.4" },
        { "nodes", """{"spec":{"unschedulable":true},"status":{"conditions":[{"type":"Ready","status":"False"}]}}""", "x|NotReady,SchedulingDisabled|<none>|5m|" },
        { "deployments", """{"spec":{"replicas":3},"status":{"readyReplicas":1,"updatedReplicas":3,"availableReplicas":1}}""", "x|1/3|3|1|5m" },
        { "deployments", """{"spec":{}}""", "x|0/1|0|0|5m" },
        { "namespaces", """{"status":{"phase":"Active"}}""", "x|Active|5m" },
        { "services", """{"spec":{"type":"NodePort","clusterIP":"10.0.0.1","ports":[{"port":80,"nodePort":30080},{"port":53,"protocol":"UDP"}]}}""", "x|NodePort|10.0.0.1|<none>|80:30080/TCP,53/UDP|5m" },
        { "configmaps", """{"data":{"a":"1"},"binaryData":{"b":""}}""", "x|2|5m" },
        { "secrets", """{"type":"Opaque","data":{"a":""}}""", "x|Opaque|1|5m" },
        { "leases", """{"spec":{"holderIdentity":"me"}}""", "x|me|5m" },
        { "jobs", """{"spec":{"completions":2},"status":{"succeeded":1,"startTime":"2026-01-01T11:58:00Z"}}""", "x|Running|1/2|2m|5m" },
        { "jobs", """{"spec":{"completions":1},"status":{"succeeded":1,"startTime":"2026-01-01T11:58:00Z","completionTime":"2026-01-01T11:58:30Z","conditions":[{"type":"Complete","status":"True"}]}}""", "x|Complete|1/1|30s|5m" },
        { "events", """{"lastTimestamp":"2026-01-01T11:59:50Z","type":"Warning","reason":"Refused","involvedObject":{"kind":"Pod","name":"p"},"message":"no"}""", "10s|Warning|Refused|pod/p|no" },
        { "validatingwebhookconfigurations", """{"webhooks":[{},{}]}""", "x|2|5m" },
        { "customresourcedefinitions", "{}", "x|2026-01-01T11:55:00Z" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Built_in_kinds_read_as_in_kubectl(string plural, string json, string row)
    {
        var type = BuiltInResources.All.First(candidate => candidate.Plural == plural);

        Assert.Equal(row, Narrow(TableDefinitions.Of(type), Named(json)));
    }

    [Fact]
    public void Every_built_in_kind_has_a_cell_per_column()
    {
        foreach (var type in BuiltInResources.All)
        {
            var table = TableDefinitions.Of(type);
            Assert.True(table.Columns.Count == table.Cells(Named("{}"), Now).Count, type.Plural);
        }
    }

    [Theory]
    [InlineData("integer", "3", "3")]
    [InlineData("integer", "\"3\"", "")]
    [InlineData("string", "\"a\"", "a")]
    [InlineData("string", "[1,2]", "[1,2]")]
    [InlineData("boolean", "true", "true")]
    [InlineData("boolean", "\"true\"", "")]
    [InlineData("date", "\"2026-01-01T11:00:00Z\"", "60m")]
    [InlineData("date", "\"soon\"", "<invalid>")]
    [InlineData("string", "null", "")]
    public void Cells_of_custom_kinds_follow_the_type_of_their_column(string type, string value, string cell)
    {
        var table = CustomTable.Of(Widget(new PrinterColumn("C", type, ".spec.v")));

        Assert.Equal($"x|{cell}", Narrow(table, Named($$"""{"spec": {"v": {{value}} } }""")));
    }

    [Fact]
    public void A_custom_kind_without_columns_shows_its_age()
    {
        var table = CustomTable.Of(Widget());

        Assert.Equal(["Name", "Age"], table.Columns.Select(column => column.Name));
        Assert.Equal("x|5m", Narrow(table, Named("{}")));
    }

    [Theory]
    [InlineData("None", null)]
    [InlineData("Metadata", "PartialObjectMetadata")]
    [InlineData("Object", "Widget")]
    public void Rows_carry_the_object_that_was_asked_for(string include, string? kind)
    {
        var table = TableDocument.Write(Named("""{"kind":"Widget"}"""), CustomTable.Of(Widget()), "v1", include, Now);

        Assert.Equal(kind, table["rows"]![0]!["object"]?["kind"]?.GetValue<string>());
    }

    private static string Narrow(TableDefinition table, JsonObject item) => string.Join('|', table.Columns
        .Zip(table.Cells(item, Now))
        .Where(pair => pair.First.Priority == 0)
        .Select(pair => pair.Second?.ToString() ?? ""));

    private static JsonObject Named(string json)
    {
        var item = JsonNode.Parse(json)!.AsObject();
        if (item["metadata"] is not JsonObject metadata)
            item["metadata"] = metadata = [];
        metadata["name"] = "x";
        metadata["creationTimestamp"] = "2026-01-01T11:55:00Z";
        return item;
    }

    private static ResourceType Widget(params PrinterColumn[] columns) => new()
    {
        Group = "example.io",
        Version = "v1",
        Kind = "Widget",
        Plural = "widgets",
        IsNamespaced = true,
        IsBuiltIn = false,
        Columns = columns,
    };
}
