using System.Text.Json.Nodes;
using KubeOpsPlanner.Cli.Import.Components;
using KubeOpsPlanner.Cli.Import.Sources;
using KubeOpsPlanner.Entities.PlannerConfigs.Reading;
using KubeOpsPlanner.Manifests.Yaml;

namespace KubeOpsPlanner.Cli.Import.Graphs;

/// <summary>The configuration that a planner's <c>--config</c> names: in place, or in a ConfigMap among the documents.</summary>
internal sealed class ConfigMaps(IReadOnlyList<ImportDocument> documents)
{
    private readonly HashSet<ImportDocument> _used = [];

    /// <summary>ConfigMaps that hold a planner's configuration and that no graph has asked for.</summary>
    public IEnumerable<ImportDocument> Unused => documents.Except(_used);

    public IReadOnlyList<GivenSetting> Settings(
        ImportDocument document, GraphFacts graph, PlannerComponent component, CommandWord config, List<ConfigFinding> findings)
    {
        var text = config.Text.Trim();
        if (text.StartsWith('{'))
        {
            return Parse(text, $"{config.Path} --config", findings);
        }

        var (mount, key) = component.Mounts
            .Select(mount => (Mount: mount, Key: mount.KeyAt(text)))
            .FirstOrDefault(found => found.Key is not null);
        if (mount is null)
        {
            findings.Add(ConfigFinding.Error(
                config.Path, $"--config {text} is a file of the old planner's pod: copy it out of there and import it instead of this manifest"));
            return [];
        }

        var map = documents.FirstOrDefault(each => each.Name == mount.ConfigMap
            && (each.Namespace is null || graph.Namespace is null || each.Namespace == graph.Namespace));
        if (map?.Json.Text("data", key!) is not { } data)
        {
            findings.Add(ConfigFinding.Error(
                config.Path,
                $"--config {text} is the key {key} of ConfigMap {mount.ConfigMap}: import both together, "
                + $"kubectl get configmap {mount.ConfigMap} -o yaml > config.yaml && kubectl planner import {document.File} config.yaml"));
            return [];
        }

        _used.Add(map);
        return Parse(data, $"{config.Path} --config ConfigMap {mount.ConfigMap} {key}", findings);
    }

    /// <param name="path">What findings about the configuration as a whole name.</param>
    public static IReadOnlyList<GivenSetting> Parse(string text, string path, List<ConfigFinding> findings)
    {
        try
        {
            var json = text.AsSpan().TrimStart().StartsWith("{") ? JsonLines.Read(text).Json : YamlDocuments.Read(text).SingleOrDefault();
            if (json is JsonObject settings)
            {
                return [.. GivenSetting.Of(settings).Select(setting => setting with { Path = $"{path} {setting.Path}" })];
            }

            findings.Add(ConfigFinding.Error(path, "is no configuration, which is a map of names"));
        }
        catch (Exception error) when (error is FormatException or InvalidOperationException)
        {
            findings.Add(ConfigFinding.Error(path, $"is neither JSON nor YAML: {error.Message}"));
        }

        return [];
    }
}
