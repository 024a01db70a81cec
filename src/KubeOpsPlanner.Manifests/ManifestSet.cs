using System.Text.Json.Nodes;
using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Manifests.Crds;
using KubeOpsPlanner.Manifests.Rbac;
using KubeOpsPlanner.Manifests.Webhooks;
using KubeOpsPlanner.Manifests.Yaml;

namespace KubeOpsPlanner.Manifests;

/// <summary>Every generated file of the repository: <c>crds/</c>, <c>webhooks/</c>, <c>config/crd/crds.yaml</c>, <c>config/rbac/</c>.</summary>
public static class ManifestSet
{
    private const string Header = "# Generated from the code by `make generate`; changes are overwritten.\n";

    private const string WebhookNote =
        "# For reading, not for applying: the operator creates this itself once it serves, with its certificate\n"
        + "# authority and a random path segment before the paths shown here.\n";

    /// <summary>Paths relative to the repository's root, and contents.</summary>
    public static IReadOnlyList<(string Path, string Content)> All { get; } =
        [.. Definitions(), .. Webhooks(PlannerWebhooks.All), .. Roles()];

    /// <exception cref="IOException">A file cannot be written.</exception>
    public static void Write(string root)
    {
        foreach (var (path, content) in All)
        {
            var file = Path.Combine(root, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, content);
        }
    }

    /// <summary>One sentence per file that differs from what the code says, is missing, or is no longer generated.</summary>
    public static IReadOnlyList<string> Drift(string root)
    {
        var expected = All.ToDictionary(file => file.Path, file => file.Content);
        var differing = expected
            .Where(file => !File.Exists(Path.Combine(root, file.Key)) || File.ReadAllText(Path.Combine(root, file.Key)) != file.Value)
            .Select(file => $"{file.Key} differs from the code: run make generate and commit the result");
        var stale = ((string[])["crds", "webhooks", "config/rbac"])
            .Where(folder => Directory.Exists(Path.Combine(root, folder)))
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*.yaml"))
            .Select(file => Path.GetRelativePath(root, file))
            .Where(path => !expected.ContainsKey(path))
            .Select(path => $"{path} is no longer generated: delete it");
        return [.. differing, .. stale];
    }

    private static IEnumerable<(string, string)> Definitions()
    {
        var definitions = CustomResourceDefinitions.Own();
        foreach (var crd in definitions)
        {
            yield return ($"crds/{crd["spec"]!["group"]}_{crd["spec"]!["names"]!["plural"]}.yaml", Header + YamlDocuments.Write(crd));
        }

        // kustomize takes no files from outside its folder, and a kustomization in crds/ would break kubectl apply -f crds/.
        yield return ("config/crd/crds.yaml", Header + string.Join("---\n", definitions.Select(YamlDocuments.Write)));
    }

    private static IEnumerable<(string, string)> Webhooks(IReadOnlyList<AdmissionWebhook> webhooks)
    {
        if (WebhookConfigurations.Validating(webhooks) is { } validating)
        {
            yield return ("webhooks/validating.yaml", Header + WebhookNote + YamlDocuments.Write(validating));
        }

        if (WebhookConfigurations.Mutating(webhooks) is { } mutating)
        {
            yield return ("webhooks/mutating.yaml", Header + WebhookNote + YamlDocuments.Write(mutating));
        }
    }

    private static IEnumerable<(string, string)> Roles()
    {
        var files = RbacManifests.All().ToList();
        var kustomization = new JsonObject
        {
            ["apiVersion"] = "kustomize.config.k8s.io/v1beta1",
            ["kind"] = "Kustomization",
            ["resources"] = new JsonArray([.. files.Select(file => (JsonNode)file.File)]),
        };
        return files.Append(("kustomization.yaml", kustomization))
            .Select(file => ($"config/rbac/{file.Item1}", Header + YamlDocuments.Write(file.Item2)));
    }
}
