using KubeOpsPlanner.DevCluster.Faults;
using KubeOpsPlanner.EndToEnd.Fleets;
using KubeOpsPlanner.EndToEnd.Servers;
using static KubeOpsPlanner.EndToEnd.Fleets.GraphManifests;

namespace KubeOpsPlanner.EndToEnd.Faults;

/// <summary>The API server comes back empty, as over a lost etcd: other uids, older versions, no definitions.</summary>
public sealed class ForgottenStateTests(FaultyServer faulty) : IClassFixture<FaultyServer>
{
    [Fact]
    public async Task An_operator_that_outlives_the_cluster_governs_the_new_one_once_it_is_furnished()
    {
        // Not disposed: it goes with the cluster.
        var old = await Fleet.CreateAsync(faulty.Embedded, 16);
        await old.BindsAsync();
        await old.AddGraphAsync(V1Beta1, "chat", 4, 4);

        await faulty.Embedded.Server.RestartAsync(new RestartOrder(KeepsMemory: false, TimeSpan.Zero));
        Assert.Equal(404, (await old.Admin.GetAsync(old.BudgetPath)).Code);
        await Furnishing.InstallAsync(faulty.Embedded);

        // Only 4 GPUs: were the old graph still in the books, nothing would fit.
        await using var fleet = await Fleet.CreateAsync(faulty.Embedded, 4);
        await fleet.BindsAsync();
        await fleet.AddGraphAsync(V1Beta1, "chat", 2, 2);
        (await fleet.ScaleAsync(fleet.Alice, V1Beta1, "chat", ("decode", 3))).IsForbidden(
            $"GlobalBudget \"{fleet.Name}\" allows 4 GPUs; 4 are committed ({fleet.Namespace}/chat 4) and this change needs 1 more: "
            + $"lower {fleet.Namespace}/chat/prefill by 1 (1 GPU per replica), or raise spec.maxGpus to 5");
    }
}
