using KubeOpsPlanner.Cli.Dev;
using KubeOpsPlanner.Manifests.Yaml;
using KubeOpsPlanner.Planning.Time;
using Microsoft.Extensions.Logging;

namespace KubeOpsPlanner.Cli.Tests.Export;

public sealed class BackstopExportTests
{
    [Fact]
    public async Task Backstops_are_rendered_from_what_the_cluster_holds()
    {
        var folder = Directory.CreateTempSubdirectory("kubectl-planner-");
        var options = new LocalClusterOptions
        {
            Folder = folder,
            Clock = new ScaledTimeProvider(TimeProvider.System, 1),
            LogLevel = LogLevel.Error,
        };
        await using (var cluster = await LocalCluster.StartAsync(options, CancellationToken.None))
        {
            await new StarterSet { Metrics = cluster.Graphs.FrontendMetrics }.ApplyAsync(cluster.Admin, CancellationToken.None);
            var kubeconfig = Path.Combine(folder.FullName, "kubeconfig");

            var (quotaCode, quota, _) = await RunAsync("export", "resource-quota", "fleet", "--kubeconfig", kubeconfig);
            var (policyCode, policy, _) = await RunAsync("export", "admission-policy", "fleet", "--kubeconfig", kubeconfig);
            var (missingCode, _, missing) = await RunAsync("export", "admission-policy", "flet", "--kubeconfig", kubeconfig);

            Assert.Equal(
                (ExitCode.Ok, "inference team-x"),
                (quotaCode, string.Join(" ", YamlDocuments.Read(quota).Select(document => (string)document["metadata"]!["namespace"]!))));
            Assert.Equal(
                (ExitCode.Ok, "ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding"),
                (policyCode, string.Join(" ", YamlDocuments.Read(policy).Select(document => (string)document["kind"]!))));
            // A graph, an adapter and a scale of each of the four pools.
            Assert.Equal(12, YamlDocuments.Read(policy)[0]["spec"]!["validations"]!.AsArray().Count);
            Assert.Equal(
                (ExitCode.BadUsage, "error: there is no GlobalBudget \"flet\": kubectl get globalbudgets lists them"),
                (missingCode, missing.TrimEnd()));
        }

        folder.Delete(recursive: true);
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] words)
    {
        await using var output = new StringWriter();
        await using var errors = new StringWriter();
        return (await CommandLine.RunAsync(words, output, errors), output.ToString(), errors.ToString());
    }
}
