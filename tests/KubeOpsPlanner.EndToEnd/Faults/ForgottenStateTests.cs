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
    public async Task An_operator_that_outlives_the_cluster_denies_growth_in_the_new_one_while_it_rebuilds_its_ledger()
    {
        // Not disposed: it goes with the cluster.
        var old = await Fleet.CreateAsync(faulty.Embedded, 16);
        await old.BindsAsync();
        await old.AddGraphAsync(V1Beta1, "chat", 4, 4);

        await faulty.Embedded.Server.RestartAsync(new RestartOrder(KeepsMemory: false, TimeSpan.Zero));
        Assert.Equal(404, (await old.Admin.GetAsync(old.BudgetPath)).Code);
        await Furnishing.InstallAsync(faulty.Embedded);

        // What the operator knew of the server never was: nothing grows until the ledger has been rebuilt, which takes longer
        // than a test may; that it ends is shown in machine time by LedgerRebuildTests.
        await using var fleet = await Fleet.CreateAsync(faulty.Embedded, 4);
        Answer? last = null;
        await Eventually.True(
            async () => (last = await fleet.ProbeAsync(fleet.Namespace)) is { Code: 429 } && last.Sentence.Contains("is being rebuilt", StringComparison.Ordinal),
            () => Task.FromResult($"growth is denied while the ledger is rebuilt; the last answer was HTTP {last!.Code} {last.Sentence}"));
    }
}
