using System.Text.Json.Nodes;

namespace KubeOpsPlanner.Entities.PlannerConfigs.Reading;

/// <summary>One setting that was understood.</summary>
/// <param name="Value">In its own type; null where the document says null and that is not the same as absent.</param>
/// <param name="Given">As it was written.</param>
/// <param name="IsOlderName">It was written under a name that newer planners do not use.</param>
public sealed record Setting(JsonNode? Value, GivenSetting Given, bool IsOlderName);
