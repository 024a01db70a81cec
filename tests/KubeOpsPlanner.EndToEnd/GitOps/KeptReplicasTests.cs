using KubeOpsPlanner.EndToEnd.Fleets;
using KubeOpsPlanner.EndToEnd.Operators;
using KubeOpsPlanner.EndToEnd.Servers;
using KubeOpsPlanner.Testing;
using static KubeOpsPlanner.EndToEnd.Fleets.GraphManifests;

namespace KubeOpsPlanner.EndToEnd.GitOps;

/// <summary>Manifests without replicas, over and over, by every way in which kubectl and Argo CD write.</summary>
[Collection(nameof(ApiServers))]
public sealed class KeptReplicasTests(SharedOperators operators) : IClassFixture<SharedOperators>
{
    private const string ClientSide = "apply -f -";
    private const string ServerSide = "apply --server-side --field-manager=argocd-controller -f -";
    private const string Replace = "replace -f -";

    [SkippableTheory]
    [EachServer(V1Beta1, ClientSide)]
    [EachServer(V1Alpha1, ClientSide)]
    [EachServer(V1Beta1, ServerSide)]
    [EachServer(V1Alpha1, ServerSide)]
    [EachServer(V1Beta1, Replace)]
    [EachServer(V1Alpha1, Replace)]
    public async Task A_manifest_without_replicas_changes_the_image_and_keeps_the_replicas(ServerKind kind, string version, string how)
    {
        Skip.If(KubectlProgram.Absence is not null, KubectlProgram.Absence);
        var server = await operators.GetAsync(kind);
        await using var fleet = await Fleet.CreateAsync(server, 8);
        await fleet.BindsAsync();
        var kubectl = server.Kubectl(TestUser.Alice);
        var path = $"{fleet.GraphsPath(version)}/chat";
        var apply = $"-n {fleet.Namespace} {how}";
        await kubectl.RunAsync(how == Replace ? $"-n {fleet.Namespace} create -f -" : apply, GitManifests.Graph(version, "engine:1"));
        (await ScaleAsOperatorAsync(fleet, version, path, prefill: 3, decode: 5)).IsAllowed();

        foreach (var image in new[] { "engine:2", "engine:3" })
        {
            await kubectl.RunAsync(apply, GitManifests.Graph(version, image));

            var graph = (await fleet.Admin.GetAsync(path)).Body;
            Assert.Equal((image, 3, 5), (GitManifests.Image(graph, "decode"), GitManifests.Replicas(graph, "prefill"), GitManifests.Replicas(graph, "decode")));
            Assert.Null(GitManifests.Replicas(graph, "Frontend"));
            Assert.DoesNotContain("replicas", (string?)graph["metadata"]!["annotations"]?["kubectl.kubernetes.io/last-applied-configuration"] ?? "", StringComparison.Ordinal);
        }

        // What was filled in is what is judged: 8 GPUs become 16.
        var (code, _, errors) = await kubectl.TryRunAsync(apply, GitManifests.Graph(version, "engine:4", gpusPerReplica: 2));
        Assert.Equal(1, code);
        Assert.Contains($"GlobalBudget \"{fleet.Name}\" allows 8 GPUs; 8 are committed ({fleet.Namespace}/chat 8) and this change needs 8 more", errors, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [EachServer(V1Beta1)]
    [EachServer(V1Alpha1)]
    public async Task Server_side_apply_without_replicas_leaves_them_to_the_operator_and_with_replicas_conflicts(ServerKind kind, string version)
    {
        Skip.If(KubectlProgram.Absence is not null, KubectlProgram.Absence);
        var server = await operators.GetAsync(kind);
        await using var fleet = await Fleet.CreateAsync(server, 8);
        await fleet.BindsAsync();
        var kubectl = server.Kubectl(TestUser.Alice);
        var path = $"{fleet.GraphsPath(version)}/chat";
        var apply = $"-n {fleet.Namespace} {ServerSide}";
        await kubectl.RunAsync(apply, GitManifests.Graph(version, "engine:1", replicas: 1));
        (await ScaleAsOperatorAsync(fleet, version, path, prefill: 3, decode: 4)).IsAllowed();

        await kubectl.RunAsync(apply, GitManifests.Graph(version, "engine:2"));

        var graph = (await fleet.Admin.GetAsync(path)).Body;
        Assert.Equal((3, 4), (GitManifests.Replicas(graph, "prefill"), GitManifests.Replicas(graph, "decode")));
        string[] owned = version == V1Beta1
            ? ["/f:components/k:{\"name\":\"decode\"}/f:replicas", "/f:components/k:{\"name\":\"prefill\"}/f:replicas"]
            : ["/f:services/f:decode/f:replicas", "/f:services/f:prefill/f:replicas"];
        Assert.Equal(owned, GitManifests.OwnedBy(graph, RunningOperator.Name).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(GitManifests.OwnedBy(graph, "argocd-controller"), field => owned.Contains(field));

        var (code, _, errors) = await kubectl.TryRunAsync(apply, GitManifests.Graph(version, "engine:2", replicas: 1));
        Assert.Equal(1, code);
        Assert.Contains($"\"{RunningOperator.Name}\"", errors, StringComparison.Ordinal);
        Assert.Contains("replicas", errors, StringComparison.Ordinal);
    }

    /// <summary>As the operator writes: replicas only, under its own field manager.</summary>
    private static Task<Answer> ScaleAsOperatorAsync(Fleet fleet, string version, string path, int prefill, int decode) =>
        version == V1Alpha1
            ? fleet.Admin.MergeAsync($"{path}?fieldManager={RunningOperator.Name}", ReplicasPatch(version, ("prefill", prefill), ("decode", decode)))
            : fleet.Admin.JsonPatchAsync(
                $"{path}?fieldManager={RunningOperator.Name}",
                ReplicasPatch(version, ("prefill", prefill), ("decode", decode)).Replace("\"replace\"", "\"add\"", StringComparison.Ordinal));
}
