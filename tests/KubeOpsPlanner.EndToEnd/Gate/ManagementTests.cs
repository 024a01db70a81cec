using KubeOpsPlanner.EndToEnd.Fleets;
using KubeOpsPlanner.EndToEnd.Operators;
using KubeOpsPlanner.EndToEnd.Servers;
using KubeOpsPlanner.Testing;
using static KubeOpsPlanner.EndToEnd.Fleets.GraphManifests;

namespace KubeOpsPlanner.EndToEnd.Gate;

/// <summary>Who may change which graph, whatever room the budget has.</summary>
[Collection(nameof(ApiServers))]
public sealed class ManagementTests(SharedOperators operators) : IClassFixture<SharedOperators>
{
    [SkippableTheory]
    [EachServer(V1Alpha1)]
    [EachServer(V1Beta1)]
    public async Task A_graph_whose_dynamo_namespace_is_not_listed_gains_no_gpus(ServerKind kind, string version)
    {
        await using var fleet = await Fleet.CreateAsync(
            await operators.GetAsync(kind), 16, """{"managedDynamoNamespaces":["NAMESPACE-chat"]}""");
        await fleet.BindsAsync();
        var refusal = $"namespace \"{fleet.Namespace}-stray\" is not managed by GlobalBudget \"{fleet.Name}\", so {fleet.Namespace}/stray may not gain GPUs: "
            + "add the namespace to its spec.managedDynamoNamespaces";

        (await fleet.Alice.PostAsync(fleet.GraphsPath(version), Graph(version, "stray", 1, 1))).IsForbidden(refusal);
        (await fleet.Alice.PostAsync(fleet.GraphsPath(version), Graph(version, "stray", 0, 0))).IsAllowed();
        (await fleet.ScaleAsync(fleet.Admin, version, "stray", ("decode", 1))).IsForbidden(refusal);
        (await fleet.Alice.PostAsync(fleet.AdaptersPath(version), Adapter(version, "stray", "decode", 1))).IsForbidden(refusal);
        (await fleet.Alice.PostAsync(fleet.GraphsPath(version), Graph(version, "chat", 1, 1))).IsAllowed();
        (await fleet.ScaleAsync(fleet.Alice, version, "chat", ("decode", 2))).IsAllowed();
    }

    [SkippableTheory]
    [EachServer]
    public async Task An_empty_list_manages_nothing(ServerKind kind)
    {
        await using var fleet = await Fleet.CreateAsync(await operators.GetAsync(kind), 16, """{"managedDynamoNamespaces":[]}""");
        await fleet.BindsAsync();

        var refused = await fleet.Alice.PostAsync(fleet.GraphsPath(V1Beta1), Graph(V1Beta1, "chat", 1, 1));

        Assert.Equal(403, refused.Code);
        Assert.StartsWith($"namespace \"{fleet.Namespace}-chat\" is not managed by GlobalBudget \"{fleet.Name}\"", refused.Sentence, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [EachServer]
    public async Task With_principals_listed_nobody_else_changes_replicas_not_even_an_administrator(ServerKind kind)
    {
        await using var fleet = await Fleet.CreateAsync(await operators.GetAsync(kind), 16, """{"allowedPrincipals":["alice"]}""");
        await fleet.BindsAsync();
        (await fleet.Alice.PostAsync(fleet.GraphsPath(V1Beta1), Graph(V1Beta1, "chat", 2, 2))).IsAllowed();

        (await fleet.ScaleAsync(fleet.Admin, V1Beta1, "chat", ("decode", 1))).IsForbidden(
            $"\"admin\" may not change replicas of {fleet.Namespace}/chat: GlobalBudget \"{fleet.Name}\" lists who may; "
            + "add the full user name to its spec.allowedPrincipals");
        (await fleet.Admin.MergeAsync($"{fleet.GraphsPath(V1Beta1)}/chat", """{"metadata":{"labels":{"team":"a"}}}""")).IsAllowed();
        (await fleet.ScaleAsync(fleet.Alice, V1Beta1, "chat", ("decode", 3))).IsAllowed();
    }

    [SkippableTheory]
    [EachServer]
    public async Task An_advisory_budget_admits_and_warns(ServerKind kind)
    {
        await using var fleet = await Fleet.CreateAsync(await operators.GetAsync(kind), 2);
        await fleet.BindsAsync();
        await fleet.AddGraphAsync(V1Beta1, "chat", 1, 1);
        (await fleet.Admin.MergeAsync(fleet.BudgetPath, """{"spec":{"mode":"Advisory"}}""")).IsAllowed();

        await Testing.Eventually.True(
            async () => (await fleet.ScaleAsync(fleet.Alice, V1Beta1, "chat", ("decode", 4))).IsSuccess, "an advisory budget admits what is over it");

        Assert.Equal(5, await fleet.AskedGpusAsync());
        await Testing.Eventually.True(
            async () => (await fleet.EventsAsync("OverBudget")).Any(told =>
                ((string)told["message"]!).Contains("advisory, would be refused: GlobalBudget", StringComparison.Ordinal)),
            "an event records what would have been refused");
    }
}
