using KubeOpsPlanner.Manifests.Yaml;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.Manifests.Tests;

public sealed class KustomizeTests
{
    [SkippableTheory]
    [InlineData("default", "ClusterRole ClusterRoleBinding CustomResourceDefinition Deployment Namespace NetworkPolicy Role RoleBinding Service ServiceAccount")]
    [InlineData("crd", "CustomResourceDefinition")]
    [InlineData("prometheus", "ServiceMonitor")]
    [InlineData("overlays/k8s-1.30", "ClusterRole ClusterRoleBinding CustomResourceDefinition Deployment FlowSchema Namespace NetworkPolicy PodDisruptionBudget PriorityLevelConfiguration Role RoleBinding Service ServiceAccount")]
    [InlineData("overlays/k8s-1.20", "ClusterRole ClusterRoleBinding CustomResourceDefinition Deployment FlowSchema Namespace NetworkPolicy PodDisruptionBudget PriorityLevelConfiguration Role RoleBinding Service ServiceAccount")]
    [InlineData("argocd", "ConfigMap")]
    [InlineData("grafana", "ConfigMap")]
    [InlineData("samples", "ConfigMap DynamoGraphDeployment DynamoGraphDeploymentRequest GlobalBudget Namespace PoolPlan")]
    public async Task Kustomizations_render(string folder, string kinds)
    {
        Skip.If(KubectlProgram.Absence is not null, KubectlProgram.Absence);

        var rendered = await new KubectlProgram("/dev/null", workingFolder: RepositoryRoot.Path).RunAsync($"kustomize config/{folder}");

        Assert.Equal(
            kinds.Split(' '),
            YamlDocuments.Read(rendered).Select(document => (string)document["kind"]!).Distinct().Order(StringComparer.Ordinal));
    }
}
