using KubeOpsPlanner.DevCluster.Faults;
using KubeOpsPlanner.EndToEnd.Fleets;
using KubeOpsPlanner.EndToEnd.Servers;
using KubeOpsPlanner.Testing;
using static KubeOpsPlanner.EndToEnd.Fleets.GraphManifests;

namespace KubeOpsPlanner.EndToEnd.Faults;

/// <summary>The API server comes back empty, as over a lost etcd: other uids, older versions, no definitions.</summary>
public sealed class ForgottenStateTests(FaultyServer faulty) : IClassFixture<FaultyServer>
{
    [Fact]
    public async Task An_operator_that_outlives_the_cluster_gives_the_new_one_no_more_than_the_new_budget_allows()
    {
        // Not disposed: it goes with the cluster.
        var old = await Fleet.CreateAsync(faulty.Embedded, 16);
        await old.BindsAsync();
        await old.AddGraphAsync(V1Beta1, "chat", 4, 4);

        await faulty.Embedded.Server.RestartAsync(new RestartOrder(KeepsMemory: false, TimeSpan.Zero));
        Assert.Equal(404, (await old.Admin.GetAsync(old.BudgetPath)).Code);
        await Furnishing.InstallAsync(faulty.Embedded);

        // A budget that is made before every store has listed the new server waits for a rebuild, which takes longer than a
        // test may; LedgerRebuildTests shows its end in machine time. One that is made after that is judged at once, and
        // nothing of the old server's graphs is charged to it.
        await using var fleet = await Fleet.CreateAsync(faulty.Embedded, 4);
        Answer? last = null;
        await Eventually.True(
            async () => IsDenied(last = await fleet.ProbeAsync(fleet.Namespace)),
            () => Task.FromResult($"growth beyond the new budget is denied; the last answer was HTTP {last!.Code} {last.Sentence}"));

        bool IsDenied(Answer answer) => answer.Code switch
        {
            429 => answer.Sentence.Contains("is being rebuilt", StringComparison.Ordinal),
            403 => answer.Sentence.Contains($"GlobalBudget \"{fleet.Name}\" allows 4 GPUs; none is committed", StringComparison.Ordinal),
            _ => false,
        };
    }
}
