using KubeOpsPlanner.EndToEnd.Fleets;
using KubeOpsPlanner.EndToEnd.Operators;
using KubeOpsPlanner.EndToEnd.Servers;
using KubeOpsPlanner.Testing;
using static KubeOpsPlanner.EndToEnd.Fleets.GraphManifests;

namespace KubeOpsPlanner.EndToEnd.Gate;

/// <summary>What a person at a terminal sees.</summary>
[Collection(nameof(ApiServers))]
public sealed class KubectlTests(SharedOperators operators) : IClassFixture<SharedOperators>
{
    [SkippableTheory]
    [EachServer]
    public async Task Kubectl_prints_the_sentence_and_exits_with_1_when_the_budget_is_exceeded(ServerKind kind)
    {
        Skip.If(KubectlProgram.Absence is not null, KubectlProgram.Absence);
        var server = await operators.GetAsync(kind);
        await using var fleet = await Fleet.CreateAsync(server, 16);
        await fleet.BindsAsync();
        await fleet.AddGraphAsync(V1Alpha1, "chat", 4, 4);
        await fleet.AddGraphAsync(V1Beta1, "code", 1, 2, gpusPerReplica: 2);
        (await fleet.Alice.PostAsync(fleet.AdaptersPath(V1Beta1), Adapter(V1Beta1, "chat", "decode", 4))).IsAllowed();
        var kubectl = server.Kubectl(TestUser.Alice);
        var sentence = $"GlobalBudget \"{fleet.Name}\" allows 16 GPUs; 14 are committed ({fleet.Namespace}/chat 8, {fleet.Namespace}/code 6) "
            + $"and this change needs 4 more: lower {fleet.Namespace}/code/decode by 1 (2 GPUs per replica), or raise spec.maxGpus to 18";
        var fourth = Graph(V1Beta1, "fourth", 2, 2);

        foreach (var (arguments, input) in new[]
        {
            ($"patch dgd.v1alpha1.nvidia.com chat -n {fleet.Namespace} --type merge -p '{ReplicasPatch(V1Alpha1, ("decode", 8))}'", ""),
            ($"scale dgdsa chat-decode -n {fleet.Namespace} --replicas 8", ""),
            ($"apply -n {fleet.Namespace} -f -", Graph(V1Alpha1, "chat", 4, 8).ToJsonString()),
        })
        {
            var (code, _, errors) = await kubectl.TryRunAsync(arguments, input);

            Assert.True(code == 1, $"kubectl {arguments} exited with {code}: {errors}");
            Assert.Contains("(Forbidden)", errors, StringComparison.Ordinal);
            Assert.Contains(sentence, errors, StringComparison.Ordinal);
        }

        var (created, _, why) = await kubectl.TryRunAsync($"create -n {fleet.Namespace} -f -", fourth.ToJsonString());
        Assert.Equal(1, created);
        Assert.Contains("14 are committed", why, StringComparison.Ordinal);
        await kubectl.RunAsync($"scale dgdsa chat-decode -n {fleet.Namespace} --replicas 6");
        await kubectl.RunAsync($"patch dgd code -n {fleet.Namespace} --type json -p '{ReplicasPatch(V1Beta1, ("decode", 1))}'");
    }

    [SkippableTheory]
    [EachServer]
    public async Task Kubectl_get_shows_what_the_budget_holds(ServerKind kind)
    {
        Skip.If(KubectlProgram.Absence is not null, KubectlProgram.Absence);
        var server = await operators.GetAsync(kind);
        await using var fleet = await Fleet.CreateAsync(server, 16);
        await fleet.BindsAsync();
        await fleet.AddGraphAsync(V1Beta1, "chat", 4, 4);
        await Eventually.True(async () => (int?)(await fleet.BudgetAsync())["status"]?["totalGpus"] == 8, "the budget's status counts the graph");

        var lines = (await server.Kubectl().RunAsync($"get gbudget {fleet.Name}")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("NAME MAX MIN GPUS RESERVED POOLS MODE READY AGE", string.Join(' ', Words(lines[0])));
        Assert.Equal([fleet.Name, "16", "-1", "8"], Words(lines[1]).Take(4));
    }

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
