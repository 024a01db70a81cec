using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.PlannerConfigs.Reading;

namespace KubeOpsPlanner.Entities.PlannerConfigs;

/// <param name="Config">A PlannerConfig document.</param>
/// <param name="Findings">What it cannot say, by the path in the spec.</param>
public sealed record ExportedConfig(JsonObject Config, IReadOnlyList<ConfigFinding> Findings);
