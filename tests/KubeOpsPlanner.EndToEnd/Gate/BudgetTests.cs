using KubeOpsPlanner.EndToEnd.Fleets;
using KubeOpsPlanner.EndToEnd.Operators;
using KubeOpsPlanner.EndToEnd.Servers;
using KubeOpsPlanner.Testing;
using static KubeOpsPlanner.EndToEnd.Fleets.GraphManifests;

namespace KubeOpsPlanner.EndToEnd.Gate;

/// <summary>
/// A budget of 16 GPUs; chat holds 8 (4 + 4 replicas of 1), code 6 (1 + 2 replicas of 2), each in either version of the
/// API. Every way of changing replicas gets the same answers.
/// </summary>
[Collection(nameof(ApiServers))]
public sealed class BudgetTests(SharedOperators operators) : IClassFixture<SharedOperators>
{
    [SkippableTheory]
    [EachServer(V1Alpha1)]
    [EachServer(V1Beta1)]
    public async Task A_patch_over_the_budget_is_forbidden_in_one_sentence_and_one_within_passes(ServerKind kind, string version)
    {
        await using var fleet = await StartAsync(kind, version);

        (await fleet.ScaleAsync(fleet.Alice, version, "chat", ("decode", 8))).IsForbidden(Refusal(fleet, 4, "code/decode by 1 (2 GPUs per replica)", 18));
        (await fleet.ScaleAsync(fleet.Admin, version, "code", ("decode", 4))).IsForbidden(Refusal(fleet, 4, "chat/decode by 2 (1 GPU per replica)", 18));
        Assert.Equal(14, await fleet.AskedGpusAsync());

        (await fleet.ScaleAsync(fleet.Alice, version, "chat", ("decode", 6))).IsAllowed();
        Assert.Equal(16, await fleet.AskedGpusAsync());
    }

    [SkippableTheory]
    [EachServer(V1Alpha1)]
    [EachServer(V1Beta1)]
    public async Task Creations_are_judged_like_patches_and_deletions_make_room(ServerKind kind, string version)
    {
        await using var fleet = await StartAsync(kind, version);
        var third = Graph(version, "third", 2, 1);

        var refused = await fleet.Alice.PostAsync(fleet.GraphsPath(version), third);
        Assert.Equal((403, "Forbidden"), (refused.Code, refused.Reason));
        Assert.StartsWith($"GlobalBudget \"{fleet.Name}\" allows 16 GPUs; 14 are committed", refused.Sentence, StringComparison.Ordinal);
        Assert.Contains("and this change needs 3 more", refused.Sentence, StringComparison.Ordinal);

        (await fleet.Alice.DeleteAsync($"{fleet.GraphsPath(version)}/code")).IsAllowed();
        await Eventually.True(
            async () => (await fleet.Alice.PostAsync(fleet.GraphsPath(version), third.DeepClone())).IsSuccess, "the room of code is free");
        Assert.Equal(11, await fleet.AskedGpusAsync());
    }

    [SkippableTheory]
    [EachServer(V1Alpha1)]
    [EachServer(V1Beta1)]
    public async Task Shrinking_and_swaps_within_a_graph_pass_also_when_the_ceiling_was_lowered_below_use(ServerKind kind, string version)
    {
        await using var fleet = await StartAsync(kind, version);
        await fleet.SetMaxGpusAsync(10);
        await fleet.BindsAsync();

        (await fleet.ScaleAsync(fleet.Alice, version, "chat", ("prefill", 5), ("decode", 3))).IsAllowed();
        (await fleet.ScaleAsync(fleet.Alice, version, "chat", ("prefill", 6))).IsForbidden(
            $"GlobalBudget \"{fleet.Name}\" allows 10 GPUs; 14 are committed ({fleet.Namespace}/chat 8, {fleet.Namespace}/code 6) "
            + $"and this change needs 1 more: raise spec.maxGpus to 15");
        (await fleet.ScaleAsync(fleet.Alice, version, "chat", ("prefill", 1), ("decode", 2))).IsAllowed();
        Assert.Equal(9, await fleet.AskedGpusAsync());
    }

    [SkippableTheory]
    [EachServer(V1Alpha1)]
    [EachServer(V1Beta1)]
    public async Task A_dry_run_gets_the_same_answer_and_reserves_nothing(ServerKind kind, string version)
    {
        await using var fleet = await StartAsync(kind, version);
        await Eventually.True(async () => await fleet.ReservationsAsync() == 0, "what made the graphs is settled");
        var before = Sequence(await fleet.LedgerAsync());

        (await fleet.ScaleAsync(fleet.Alice, version, "chat", "?dryRun=All", ("decode", 8))).IsForbidden(
            Refusal(fleet, 4, "code/decode by 1 (2 GPUs per replica)", 18));
        for (var i = 0; i < 3; i++)
        {
            (await fleet.ScaleAsync(fleet.Alice, version, "chat", "?dryRun=All", ("decode", 6))).IsAllowed();
        }

        (await fleet.Alice.PostAsync($"{fleet.GraphsPath(version)}?dryRun=All", Graph(version, "third", 1, 1))).IsAllowed();
        Assert.Equal((before, 0), (Sequence(await fleet.LedgerAsync()), await fleet.ReservationsAsync()));
        (await fleet.ScaleAsync(fleet.Alice, version, "code", ("prefill", 2))).IsAllowed();
    }

    [SkippableTheory]
    [EachServer(V1Alpha1)]
    [EachServer(V1Beta1)]
    public async Task Adapters_are_judged_when_made_changed_and_scaled(ServerKind kind, string version)
    {
        await using var fleet = await StartAsync(kind, version);
        var adapters = fleet.AdaptersPath(version);
        var refusal = Refusal(fleet, 4, "code/decode by 1 (2 GPUs per replica)", 18);

        (await fleet.Alice.PostAsync(adapters, Adapter(version, "chat", "decode", 8))).IsForbidden(refusal);
        (await fleet.Alice.PostAsync(adapters, Adapter(version, "chat", "decode", 4))).IsAllowed();
        (await fleet.Alice.MergeAsync($"{adapters}/chat-decode", """{"spec":{"replicas":8}}""")).IsForbidden(refusal);
        (await fleet.Alice.MergeAsync($"{adapters}/chat-decode/scale", """{"spec":{"replicas":8}}""")).IsForbidden(refusal);
        var scale = (await fleet.Alice.GetAsync($"{adapters}/chat-decode/scale")).Body;
        scale["spec"]!["replicas"] = 8;
        (await fleet.Alice.PutAsync($"{adapters}/chat-decode/scale", scale)).IsForbidden(refusal);

        (await fleet.Alice.MergeAsync($"{adapters}/chat-decode/scale", """{"spec":{"replicas":6}}""")).IsAllowed();
        // The adapter's two are charged before anybody has written them into the graph.
        var full = await fleet.ScaleAsync(fleet.Alice, version, "code", ("prefill", 3));
        Assert.Equal(403, full.Code);
        Assert.Contains("16 are committed", full.Sentence, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [EachServer]
    public async Task Who_may_not_see_the_budget_is_not_told_who_else_holds_its_gpus(ServerKind kind)
    {
        await using var fleet = await Fleet.CreateAsync(await operators.GetAsync(kind), 16, "{}", "inference", "others");
        Skip.If((await fleet.Alice.GetAsync(fleet.BudgetPath)).IsSuccess, "whoever is authenticated may see everything there");
        await fleet.BindsAsync();
        await fleet.AddGraphAsync(V1Beta1, "chat", 4, 4);
        await fleet.AddGraphAsync(V1Beta1, "secret", 3, 3, place: fleet.Namespaces[1]);

        (await fleet.ScaleAsync(fleet.Alice, V1Beta1, "chat", ("decode", 8))).IsForbidden(
            $"GlobalBudget \"{fleet.Name}\" allows 16 GPUs; 14 are committed ({fleet.Namespace}/chat 8, others 6 GPUs) "
            + $"and this change needs 4 more: lower {fleet.Namespace}/chat/prefill by 2 (1 GPU per replica), or raise spec.maxGpus to 18");
    }

    private async Task<Fleet> StartAsync(ServerKind kind, string version)
    {
        var fleet = await Fleet.CreateAsync(await operators.GetAsync(kind), 16);
        await fleet.BindsAsync();
        await fleet.AddGraphAsync(version, "chat", 4, 4);
        await fleet.AddGraphAsync(version, "code", 1, 2, gpusPerReplica: 2);
        return fleet;
    }

    private static string Refusal(Fleet fleet, int needed, string lower, int raise) =>
        $"GlobalBudget \"{fleet.Name}\" allows 16 GPUs; 14 are committed ({fleet.Namespace}/chat 8, {fleet.Namespace}/code 6) "
        + $"and this change needs {needed} more: lower {fleet.Namespace}/{lower}, or raise spec.maxGpus to {raise}";

    private static long Sequence(Answer ledger) => (long)ledger.Body["spec"]!["sequence"]!;
}
