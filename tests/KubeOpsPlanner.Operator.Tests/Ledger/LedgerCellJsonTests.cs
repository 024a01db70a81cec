using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
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
                GpuVector.Empty,
                IsGrant: false),
        ],
        Transactions = [new LedgerTransaction("b/1", 2), new LedgerTransaction("a/1", 12)],
        RebuildingSince = 5,
    };

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
        """{"reservations": [{"base": {"kind": "Pod", "resourceVersion": "1"}}]}""",
        """{"reservations": [{"base": {"kind": "DynamoGraphDeployment", "resourceVersion": "new"}}]}""",
        """
        {"reservations": [{"base": {"kind": "DynamoGraphDeployment", "resourceVersion": "1"},
         "target": [{"component": "a", "replicas": 1}, {"component": "a", "replicas": 2}]}]}
        """,
        """{"reservations": [{"origin": "Rumour"}]}""",
    ];

    [Fact]
    public void A_cell_survives_the_wire() => Assert.Equal(Full, LedgerObject.Read(Samples.Element(Samples.Ledger("fleet", Full))).Cell);

    [Fact]
    public void A_blank_cell_survives_the_wire() =>
        Assert.Equal(LedgerCell.Blank, LedgerObject.Read(Samples.Element(Samples.Ledger("fleet", LedgerCell.Blank))).Cell);

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
