using System.Text.Json;
using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Operator.Admission;
using KubeOpsPlanner.Operator.Tests.Ledger.Support;
using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Operator.Tests.Ledger;

/// <summary>Two replicas of the operator, many clients at once, one cluster in memory with real compare-and-set.</summary>
public sealed class ConcurrentReplicasTests
{
    private const int Clients = 32;
    private const int Ceiling = 20;

    private readonly ClusterInMemory _cluster = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_ceiling_holds_whatever_the_order(bool secondReplicaIsBlind)
    {
        _cluster.Put(Kinds.BudgetLedgers.Api, Samples.WarmLedger("fleet"));
        _cluster.Put(Kinds.GlobalBudgets.Api, Samples.Budget("fleet", Ceiling, "inference"));
        for (var client = 0; client < Clients; client++)
            _cluster.Put(GraphKinds.Graphs.Api, Samples.Graph("inference", $"graph-{client}", ("worker", 0, 1)));

        await using var first = await new Replica(_cluster, TimeProvider.System, "first").StartAsync();
        await using var second = await new Replica(_cluster, TimeProvider.System, "second").StartAsync();
        second.HoldsGraphsBack = secondReplicaIsBlind;
        var stored = await Task.WhenAll(Enumerable.Range(0, Clients).Select(client =>
            Task.Run(() => PatchAsync($"graph-{client}", client % 2 == 0 ? first : second))));

        var total = (await _cluster.ListAsync(GraphKinds.Graphs, null, CancellationToken.None)).Items.Sum(graph => graph.Vector().KnownGpus);
        Assert.Equal(stored.Count(isStored => isStored), total);
        Assert.InRange(total, secondReplicaIsBlind ? 1 : Ceiling, Ceiling);
    }

    /// <summary>What the API server does with one client's patch: read, ask, store on condition of what was read, again after a conflict.</summary>
    private async Task<bool> PatchAsync(string name, Replica replica)
    {
        var key = new ObjectKey("inference", name);
        for (var attempt = 0; attempt < 20; attempt++)
        {
            var stored = _cluster.Find(GraphKinds.Graphs.Api, key)!.Value;
            var wanted = Samples.WithReplicas(stored, "worker", 1);
            var question = GateQuestions.OfGraph(GraphKinds.ReadGraph(stored), GraphKinds.ReadGraph(JsonSerializer.SerializeToElement(wanted)));
            var verdict = await replica.Ledger.JudgeAsync(
                "fleet", question.ToReview(Guid.NewGuid().ToString(), ReviewSource.Client, isDryRun: false), CancellationToken.None);
            if (verdict.IsAllowed)
            {
                await _cluster.ReplaceAsync(GraphKinds.Graphs.Api, key, wanted, null, CancellationToken.None);
                return true;
            }

            if (verdict.Outcome == VerdictOutcome.Refused)
                return false;
        }

        return false;
    }
}
