using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Manifests.Yaml;

namespace KubeOpsPlanner.Manifests.Crds;

/// <summary>Definitions that a cluster needs. Every call makes new nodes: callers may change them.</summary>
public static class CustomResourceDefinitions
{
    /// <summary>Our kinds, generated from their types.</summary>
    public static IReadOnlyList<JsonObject> Own() => [.. Kinds.Definitions.Select(CrdGenerator.Generate)];

    /// <summary>
    /// Slim stand-ins for Dynamo's own definitions, for development and tests. A cluster that runs Dynamo has the real
    /// ones; these must not replace them.
    /// </summary>
    public static IReadOnlyList<JsonObject> Upstream()
    {
        var assembly = typeof(CustomResourceDefinitions).Assembly;
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith("upstream/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .SelectMany(name => YamlDocuments.Read(Text(assembly.GetManifestResourceStream(name)!)))
                .Select(document => document.AsObject()),
        ];
    }

    private static string Text(Stream stream)
    {
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
