using System.Text.Json.Nodes;

namespace KubeOpsPlanner.Cli.Import;

/// <summary>One object of ours that was made.</summary>
/// <param name="Manifest">As it can be applied.</param>
/// <param name="Source">What it was made of, as people call it.</param>
/// <param name="Config">Of a plan: the same as today's PlannerConfig.</param>
internal sealed record ImportedObject(string Kind, string Name, string? Namespace, JsonObject Manifest, string Source, JsonObject? Config = null);
