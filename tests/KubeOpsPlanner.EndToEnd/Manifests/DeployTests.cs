using System.Text.RegularExpressions;
using KubeOpsPlanner.EndToEnd.Servers;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.EndToEnd.Manifests;

[Collection(nameof(ApiServers))]
public sealed class DeployTests(ApiServers servers)
{
    [SkippableTheory]
    [EachServer("config/default", "deployment.apps/kubeops-planner")]
    [InlineData(ServerKind.Real, "config/overlays/k8s-1.20", "flowschema.flowcontrol.apiserver.k8s.io/kubeops-planner")]
    [InlineData(ServerKind.Embedded, "config/overlays/k8s-1.30", "poddisruptionbudget.policy/kubeops-planner")]
    public async Task What_make_deploy_applies_is_accepted(ServerKind kind, string folder, string expected)
    {
        Skip.If(KubectlProgram.Absence is not null, KubectlProgram.Absence);
        var kubectl = (await servers.GetAsync(kind)).Kubectl(workingFolder: Repository.Root);

        // Another test may have applied a part of it already: then it is configured, not created.
        Assert.Matches($"(?m)^{Regex.Escape(expected)} (created|configured|unchanged) \\(server dry run\\)$", await kubectl.RunAsync($"apply -k {folder} --dry-run=server"));
    }

    /// <summary>Kubernetes 1.20 serves other versions of exactly these kinds; everything else of the overlay it takes.</summary>
    [SkippableFact]
    public async Task An_old_server_misses_nothing_of_the_newer_overlay_but_the_kinds_of_the_older_one()
    {
        Skip.If(KubectlProgram.Absence is not null, KubectlProgram.Absence);
        var kubectl = (await servers.GetAsync(ServerKind.Real)).Kubectl(workingFolder: Repository.Root);

        var (code, output, errors) = await kubectl.TryRunAsync("apply -k config/overlays/k8s-1.30 --dry-run=server");

        Assert.Equal(1, code);
        Assert.Equal(
            ["FlowSchema", "PodDisruptionBudget", "PriorityLevelConfiguration"],
            Regex.Matches(errors, "no matches for kind \"([A-Za-z]+)\"").Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));
        Assert.Contains("deployment.apps/kubeops-planner", output, StringComparison.Ordinal);
    }
}
