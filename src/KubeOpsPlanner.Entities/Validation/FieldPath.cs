using System.Text.Json;

namespace KubeOpsPlanner.Entities.Validation;

/// <summary>Turns .NET and JSON paths into the field paths that Kubernetes users know.</summary>
internal static class FieldPath
{
    /// <summary><c>Priority.Pools[0].Selector</c> becomes <c>spec.priority.pools[0].selector</c>.</summary>
    public static string OfProperty(string root, string property) =>
        property.Length == 0
            ? root
            : string.Join('.', property.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName).Prepend(root));

    /// <summary><c>$.sla.ttftMs</c> becomes <c>spec.sla.ttftMs</c>.</summary>
    public static string OfJson(string root, string? path) =>
        path is null or "$" ? root : root + path[1..];
}
