using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.BuiltIns.Defaults;

/// <summary>Fills in what a manifest of a built-in kind leaves out, as kube-apiserver does before anything else looks at it.</summary>
internal static class BuiltInDefaults
{
    private static readonly string[][] PodSpecs = [["spec"], ["spec", "template", "spec"], ["spec", "jobTemplate", "spec", "template", "spec"]];

    /// <summary>Changes nothing that is there, and nothing at all when it is done a second time.</summary>
    public static void Apply(ResourceType type, JsonObject draft)
    {
        if (!type.IsBuiltIn || !DefaultTable.ByResource.TryGetValue(StatusErrors.Collection(type), out var rules))
            return;
        foreach (var rule in rules)
            rule.Apply(draft);
        foreach (var path in PodSpecs)
            OpenPortsOfHost(draft.At(path));
    }

    /// <summary>Who uses the node's network opens the node's ports.</summary>
    private static void OpenPortsOfHost(JsonNode? spec)
    {
        if (spec.Boolean("hostNetwork") != true)
            return;
        var containers = spec.At("containers").Items().Concat(spec.At("initContainers").Items());
        foreach (var port in containers.SelectMany(container => container.At("ports").Items()).OfType<JsonObject>())
        {
            if (port.Integer("hostPort") is null or 0 && port["containerPort"] is { } number)
                port["hostPort"] = number.DeepClone();
        }
    }
}
