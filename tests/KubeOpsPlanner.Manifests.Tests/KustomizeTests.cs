using System.Diagnostics;
using KubeOpsPlanner.Manifests.Yaml;

namespace KubeOpsPlanner.Manifests.Tests;

public sealed class KustomizeTests
{
    [SkippableTheory]
    [InlineData("default", "ClusterRole ClusterRoleBinding CustomResourceDefinition Deployment Namespace NetworkPolicy PodDisruptionBudget Role RoleBinding Service ServiceAccount")]
    [InlineData("crd", "CustomResourceDefinition")]
    [InlineData("prometheus", "ServiceMonitor")]
    [InlineData("flowcontrol", "FlowSchema PriorityLevelConfiguration")]
    [InlineData("samples", "ConfigMap DynamoGraphDeployment DynamoGraphDeploymentRequest GlobalBudget Namespace PoolPlan")]
    public void Kustomizations_render(string folder, string kinds)
    {
        Skip.If(Kubectl() is null, "kubectl was not found: rendering config/ is not tested");
        using var process = Process.Start(new ProcessStartInfo(Kubectl()!, ["kustomize", $"config/{folder}"])
        {
            WorkingDirectory = RepositoryRoot.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var rendered = process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        Assert.True(process.ExitCode == 0, errors.Result);
        Assert.Equal(
            kinds.Split(' '),
            YamlDocuments.Read(rendered).Select(document => (string)document["kind"]!).Distinct().Order(StringComparer.Ordinal));
    }

    private static string? Kubectl() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Prepend(Environment.GetEnvironmentVariable("KUBEBUILDER_ASSETS") ?? "")
            .Where(folder => folder.Length > 0)
            .Select(folder => Path.Combine(folder, "kubectl"))
            .FirstOrDefault(File.Exists);
}
