using KubeOpsPlanner.EndToEnd.Fleets;
using KubeOpsPlanner.EndToEnd.Operators;
using KubeOpsPlanner.EndToEnd.Servers;
using KubeOpsPlanner.Testing;
using static KubeOpsPlanner.EndToEnd.Fleets.GraphManifests;

namespace KubeOpsPlanner.EndToEnd.Recovery;

/// <summary>What the operator knows is in the cluster: its end and its return change no verdict.</summary>
[Collection(nameof(ApiServers))]
public sealed class RestartTests(ApiServers servers)
{
    [SkippableTheory]
    [EachServer]
    public async Task Writes_wait_for_the_operator_and_find_every_gpu_charged_once_when_it_is_back(ServerKind kind)
    {
        var server = await servers.GetAsync(kind);
        var first = await RunningOperator.StartAsync(server);
        await using var fleet = await Fleet.CreateAsync(server, 16);
        await fleet.BindsAsync();
        await fleet.AddGraphAsync(V1Beta1, "chat", 4, 4);
        var sequence = (long)(await fleet.LedgerAsync()).Body["spec"]!["sequence"]!;
        await first.StopAsync();

        var unjudged = await fleet.ScaleAsync(fleet.Alice, V1Beta1, "chat", ("decode", 5));
        Assert.Equal(500, unjudged.Code);
        Assert.Contains("failed calling webhook \"keep-replicas.kubeopsplanner.io\"", unjudged.Sentence, StringComparison.Ordinal);

        await using var second = await RunningOperator.StartAsync(server);
        await fleet.BindsAsync();
        (await fleet.ScaleAsync(fleet.Alice, V1Beta1, "chat", ("decode", 13))).IsForbidden(
            $"GlobalBudget \"{fleet.Name}\" allows 16 GPUs; 8 are committed ({fleet.Namespace}/chat 8) and this change needs 9 more: "
            + $"lower {fleet.Namespace}/chat/prefill by 1 (1 GPU per replica), or raise spec.maxGpus to 17");
        (await fleet.ScaleAsync(fleet.Alice, V1Beta1, "chat", ("decode", 12))).IsAllowed();
        Assert.True((long)(await fleet.LedgerAsync()).Body["spec"]!["sequence"]! > sequence, "the ledger goes on where it was");
        await Eventually.True(
            async () => (int?)(await fleet.BudgetAsync())["status"]?["totalGpus"] == 16, "the budget's status counts every GPU once");
    }

    [SkippableTheory]
    [EachServer]
    public async Task A_ledger_that_somebody_deleted_denies_growth_and_names_what_happened_while_shrinking_goes_on(ServerKind kind)
    {
        var server = await servers.GetAsync(kind);
        await using var running = await RunningOperator.StartAsync(server);
        await using var fleet = await Fleet.CreateAsync(server, 16);
        await fleet.BindsAsync();
        await fleet.AddGraphAsync(V1Beta1, "chat", 4, 4);

        (await fleet.Admin.DeleteAsync($"/apis/kubeopsplanner.io/v1alpha1/budgetledgers/{fleet.Name}")).IsAllowed();
        await Eventually.True(async () => (await fleet.EventsAsync("LedgerTampered")).Count == 1, "an event says that the ledger is gone");

        var told = (await fleet.EventsAsync("LedgerTampered"))[0];
        Assert.Equal("Warning", (string?)told["type"]);
        Assert.Equal(
            $"BudgetLedger \"{fleet.Name}\" was deleted: growth is denied for about 75 s while it is rebuilt from the cluster; only the operator may write it",
            (string?)told["message"]);
        var denied = await fleet.ScaleAsync(fleet.Alice, V1Beta1, "chat", ("decode", 5));
        Assert.Equal(
            (429, "TooManyRequests",
                "the GPU ledger was missing or changed by hand and is being rebuilt, which takes about 75 seconds: try again then; shrinking is possible now"),
            (denied.Code, denied.Reason, denied.Sentence));
        (await fleet.ScaleAsync(fleet.Alice, V1Beta1, "chat", ("decode", 3))).IsAllowed();
        await Eventually.True(
            async () => Condition.Of(await fleet.BudgetAsync(), "Ready") is { Status: "False", Reason: "LedgerNotReady" }, "the budget says that it waits");
    }
}
