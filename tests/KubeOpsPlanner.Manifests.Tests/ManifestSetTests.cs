namespace KubeOpsPlanner.Manifests.Tests;

public sealed class ManifestSetTests
{
    [Fact]
    public void The_generated_files_in_the_tree_are_what_the_code_says() =>
        Assert.Empty(ManifestSet.Drift(RepositoryRoot.Path));

    [Fact]
    public void Drift_names_what_differs_what_is_missing_and_what_is_stale()
    {
        var root = Directory.CreateTempSubdirectory("manifests").FullName;
        try
        {
            ManifestSet.Write(root);
            Assert.Empty(ManifestSet.Drift(root));

            File.AppendAllText(Path.Combine(root, "crds/kubeopsplanner.io_poolplans.yaml"), "# edited\n");
            File.Delete(Path.Combine(root, "webhooks/validating.yaml"));
            File.WriteAllText(Path.Combine(root, "config/rbac/old.yaml"), "");

            Assert.Equal(
                [
                    "config/rbac/old.yaml is no longer generated: delete it",
                    "crds/kubeopsplanner.io_poolplans.yaml differs from the code: run make generate and commit the result",
                    "webhooks/validating.yaml differs from the code: run make generate and commit the result",
                ],
                ManifestSet.Drift(root).Order(StringComparer.Ordinal));
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }
}
