using System.Text.Json.Nodes;
using KubeOpsPlanner.Manifests.Yaml;

namespace KubeOpsPlanner.Testing;

/// <summary>What the repository ships, as it is on disk.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>The documents of one file or, in the order of their names, of a folder's files; no kustomizations.</summary>
    public static IReadOnlyList<JsonObject> Documents(string path)
    {
        var full = Path.Combine(Root, path);
        IEnumerable<string> files = File.Exists(full) ? [full] : Directory.GetFiles(full, "*.yaml").Order(StringComparer.Ordinal);
        return
        [
            .. files.Where(file => Path.GetFileName(file) != "kustomization.yaml")
                .SelectMany(file => YamlDocuments.Read(File.ReadAllText(file)))
                .Select(document => document.AsObject()),
        ];
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "KubeOpsPlanner.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run below the repository.");
    }
}
