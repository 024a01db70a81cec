using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Operator.Ledger;
using KubeOpsPlanner.Operator.Tests.Ledger.Support;
using KubeOpsPlanner.Planning.Budgeting;
using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Operator.Tests.Ledger;

public sealed class LedgerCellJsonTests
{
    private static readonly LedgerCell Full = new()
    {
        Sequence = long.MaxValue,
        BudgetGenerations = ImmutableSortedDictionary.Create<string, BudgetGeneration>(StringComparer.Ordinal)
            .Add("fleet", new BudgetGeneration("uid-1", 3)).Add("Fleet", new BudgetGeneration("uid-2", 1)),
        Watermark = new StoreVersions(ulong.MaxValue, 7, 9),
        Reservations =
        [
            new Reservation(
                new ReservationBase(GovernedKind.Graph, "inference", "chat", "uid-3", ulong.MaxValue),
                new GraphId("inference", "chat"),
                GpuVector.Of(("prefill", 4, 1), ("decode", 0, null), ("Decode", 2, 0)),
                IsGrant: true),
            new Reservation(
                new ReservationBase(GovernedKind.Adapter, "inference", "chat-decode", "uid-4", 0),
                new GraphId("inference", "chat"),
                GpuVector.Of(("decode", 3, 0)),
                IsGrant: false),
        ],
        Transactions = [new LedgerTransaction("b/1", 2), new LedgerTransaction("a/1", 12)],
        RebuildingSince = 5,
    };

    /// <summary>As an API server shows it that has the present definition: fields that it does not know are left out.</summary>
    private const string ReservationOfAnEarlierRelease = """
        {"sequence": 4, "reservations": [{"origin": "Verdict", "namespace": "inference", "graph": "chat",
         "base": {"kind": "DynamoGraphDeployment", "namespace": "inference", "name": "chat", "uid": "uid-3", "resourceVersion": "7"},
         "target": [{"component": "decode", "replicas": 4, "gpusPerReplica": 1}]}]}
        """;

    public static TheoryData<string> BrokenSpecs =>
    [
        "null",
        "7",
        """{"sequence": -1}""",
        """{"sequence": "many"}""",
        """{"watermark": {"graphs": "-4"}}""",
        """{"watermark": {"graphs": 4}}""",
        """{"reservations": [null]}""",
        """{"transactions": [null]}""",
        """{"budgetGenerations": {"fleet": null}}""",
        """{"reservations": [{}]}""",
        """{"reservations": [{"graph": "chat", "uid": "u", "resourceVersion": "1"}]}""",
        """{"reservations": [{"graph": "inference/", "uid": "u", "resourceVersion": "1"}]}""",
        """{"reservations": [{"graph": "inference/chat", "resourceVersion": "1", "target": {"decode": "4x1"}}]}""",
        """{"reservations": [{"graph": "inference/chat", "uid": "u", "resourceVersion": "1"}]}""",
        """{"reservations": [{"graph": "inference/chat", "uid": "u", "resourceVersion": "new"}]}""",
        """{"reservations": [{"graph": "inference/chat", "uid": "u", "resourceVersion": "1", "target": null}]}""",
        """{"reservations": [{"graph": "inference/chat", "uid": "u", "resourceVersion": "1", "target": {"decode": null}}]}""",
        """{"reservations": [{"graph": "inference/chat", "uid": "u", "resourceVersion": "1", "target": {"decode": "4"}}]}""",
        """{"reservations": [{"graph": "inference/chat", "uid": "u", "resourceVersion": "1", "target": {"decode": "?x1"}}]}""",
        """{"reservations": [{"graph": "inference/chat", "uid": "u", "resourceVersion": "1", "target": {"decode": "4x-"}}]}""",
        """{"reservations": [{"graph": "inference/chat", "uid": "u", "resourceVersion": "1", "isGrant": "rumour"}]}""",
        ReservationOfAnEarlierRelease,
    ];

    [Fact]
    public void A_cell_survives_the_wire() => Assert.Equal(Full, LedgerObject.Read(Samples.Element(Samples.Ledger("fleet", Full))).Cell);

    [Fact]
    public void A_blank_cell_survives_the_wire() =>
        Assert.Equal(LedgerCell.Blank, LedgerObject.Read(Samples.Element(Samples.Ledger("fleet", LedgerCell.Blank))).Cell);

    [Fact]
    public void A_reservation_reads_like_a_sentence()
    {
        var reservations = (JsonArray)Samples.Ledger("fleet", Full)["spec"]!["reservations"]!;

        Assert.Equal(
            """{"graph":"inference/chat","uid":"uid-3","resourceVersion":"18446744073709551615","target":{"Decode":"2x0","decode":"0x?","prefill":"4x1"},"isGrant":true}""",
            reservations[0]!.ToJsonString());
        Assert.Equal(
            """{"graph":"inference/chat","adapter":"chat-decode","uid":"uid-4","resourceVersion":"0","target":{"decode":"3x0"}}""",
            reservations[1]!.ToJsonString());
    }

    [Fact]
    public void Forty_changes_of_graphs_with_two_pools_fit_into_8_KiB()
    {
        var reservations = Enumerable.Range(0, 40).Select(i => new Reservation(
            new ReservationBase(GovernedKind.Graph, "inference-production", $"llama-70b-instruct-{i:D2}", Guid.NewGuid().ToString(), 123_456_789),
            new GraphId("inference-production", $"llama-70b-instruct-{i:D2}"),
            GpuVector.Of(("prefill", 12, 4), ("decode", 16, 8)),
            IsGrant: false));
        var cell = Full with { Reservations = [.. reservations] };

        Assert.InRange(JsonSerializer.SerializeToUtf8Bytes(LedgerCellJson.Write(cell), KubernetesJson.Options).Length, 1, 8 * 1024);
    }

    [Theory]
    [MemberData(nameof(BrokenSpecs))]
    public void What_is_no_cell_is_read_as_rewound(string spec)
    {
        var ledger = Samples.Ledger("fleet", Full);
        ledger["spec"] = JsonNode.Parse(spec);
        var read = LedgerObject.Read(JsonSerializer.SerializeToElement(ledger));
        Assert.True(read.Cell.Sequence < 0, "a healthy cell begins at 0");
        Assert.False(string.IsNullOrEmpty(read.Problem));
        Assert.Equal("fleet", read.Metadata.Name);
    }

    [Fact]
    public void The_latest_writer_is_named()
    {
        var ledger = Samples.WarmLedger("fleet");
        ledger["metadata"]!["managedFields"] = JsonNode.Parse(
            """
            [{"manager": "kubectl-edit", "time": "2026-01-02T00:00:00Z"}, {"manager": "kubeops-planner", "time": "2026-01-01T00:00:00Z"}]
            """);
        Assert.Equal("kubectl-edit", LedgerObject.Read(Samples.Element(ledger)).LastManager);
    }
}
