using System.Text.Json.Nodes;

namespace KubeOpsPlanner.EndToEnd.Fleets;

/// <summary>One condition of an object.</summary>
internal sealed record Condition(string Status, string Reason, string Message)
{
    /// <returns>Null while there is none of this type.</returns>
    public static Condition? Of(JsonNode body, string type) =>
        body["status"]?["conditions"]?.AsArray().FirstOrDefault(condition => (string?)condition!["type"] == type) is { } found
            ? new Condition((string)found["status"]!, (string)found["reason"]!, (string?)found["message"] ?? "")
            : null;
}
