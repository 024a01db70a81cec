using KubeOpsPlanner.EndToEnd.Servers;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.EndToEnd.Manifests;

[Collection(nameof(ApiServers))]
public sealed class DeployTests(ApiServers servers)
{
    [SkippableTheory]
    [EachServer("config/default", "deployment.apps/kubeops-planner created (server dry run)")]
    [InlineData(ServerKind.Embedded, "config/overlays/k8s-1.30", "poddisruptionbudget.policy/kubeops-planner created (server dry run)")]
    public async Task What_make_deploy_applies_is_accepted(ServerKind kind, string folder, string expected)
    {
        Skip.If(KubectlProgram.Absence is not null, KubectlProgram.Absence);
        var kubectl = (await servers.GetAsync(kind)).Kubectl(workingFolder: Repository.Root);

        Assert.Contains(expected, await kubectl.RunAsync($"apply -k {folder} --dry-run=server"));
    }
}
