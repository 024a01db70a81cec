using System.Text.Json.Nodes;
using KubeOpsPlanner.Hosting.Building;

namespace KubeOpsPlanner.Manifests;

/// <summary>Names that all manifests share; the same as the operator's own defaults.</summary>
internal static class Product
{
    private static readonly OperatorHostOptions Defaults = new();

    public static string Name => Defaults.Name;

    public static string Namespace => Defaults.Namespace;

    public static JsonObject Labels() => new() { ["app.kubernetes.io/name"] = Name };
}
