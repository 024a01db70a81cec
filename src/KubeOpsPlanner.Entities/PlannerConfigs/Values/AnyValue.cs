using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.PlannerConfigs.Reading;

namespace KubeOpsPlanner.Entities.PlannerConfigs.Values;

/// <summary>An object whose inside still changes from one upstream release to the next: kept as it is.</summary>
public sealed record AnyValue : ConfigValue
{
    public override string Words => "an object";

    public override JsonNode? Read(JsonNode given, string path, ICollection<ConfigFinding> findings) =>
        given.GetValueKind() == JsonValueKind.Object ? given.DeepClone() : Refuse(given, path, findings);
}
