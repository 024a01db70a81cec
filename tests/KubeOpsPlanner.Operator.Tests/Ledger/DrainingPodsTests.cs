using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.Foreign;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Reconciling;
using KubeOpsPlanner.Operator.Ledger;
using KubeOpsPlanner.Operator.Tests.Ledger.Support;
using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Operator.Tests.Ledger;

/// <summary>A pod that drains holds its GPUs until it is gone, and the status of its graph does not count it.</summary>
public sealed class DrainingPodsTests
{
    private readonly LedgerFacts _facts = new(new MonotonicClock(TimeProvider.System));

    [Fact]
    public void A_graph_that_was_reduced_is_charged_until_its_pod_is_gone()
    {
        var (first, second) = (Pod("decode-0"), Pod("decode-1"));
        _facts.Take(new StoreChange<Pod>(StoreChangeKind.Added, null, first, 1));
        _facts.Take(new StoreChange<Pod>(StoreChangeKind.Added, null, second, 2));
        _facts.Take(new StoreChange<Pod>(StoreChangeKind.Synced, null, null, 2));
        Assert.Equal(4, Observed(_facts.Take(new StoreChange<DynamoGraphDeployment>(StoreChangeKind.Added, null, Graph(replicas: 2), 3))));

        // The status says 1 at once; the pod drains.
        Assert.Equal(4, Observed(_facts.Take(new StoreChange<DynamoGraphDeployment>(StoreChangeKind.Updated, null, Graph(replicas: 1), 4))));
        Assert.Empty(_facts.Take(new StoreChange<Pod>(StoreChangeKind.Updated, second, second, 5)));
        Assert.Equal(2, Observed(_facts.Take(new StoreChange<Pod>(StoreChangeKind.Deleted, second, null, 6))));
    }

    private static long Observed(IReadOnlyList<LedgerEvent> events) =>
        Assert.IsType<LedgerEvent.GraphObserved>(Assert.Single(events)).Graph.Observed.KnownGpus;

    private static DynamoGraphDeployment Graph(int replicas)
    {
        var json = Samples.Graph("inference", "chat", ("decode", replicas, 2));
        json["status"] = new JsonObject
        {
            ["observedGeneration"] = 1,
            ["components"] = new JsonObject { ["decode"] = new JsonObject { ["replicas"] = replicas } },
        };
        return GraphKinds.ReadGraph(Samples.Element(json));
    }

    private static Pod Pod(string name) => Entities.Foreign.Pod.Read(Samples.Element(new JsonObject
    {
        ["metadata"] = new JsonObject
        {
            ["namespace"] = "inference",
            ["name"] = name,
            ["labels"] = new JsonObject { [PlannerNames.GraphLabel] = "chat", [PlannerNames.ComponentLabel] = "decode" },
        },
        ["spec"] = new JsonObject(),
        ["status"] = new JsonObject { ["phase"] = "Running" },
    }));
}
