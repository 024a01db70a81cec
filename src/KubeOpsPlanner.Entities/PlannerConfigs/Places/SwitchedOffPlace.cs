using System.Text.Json;
using System.Text.Json.Nodes;

namespace KubeOpsPlanner.Entities.PlannerConfigs.Places;

/// <summary>A kept setting that is null to switch something off. An API server drops what is null, so it is kept as false.</summary>
public sealed class SwitchedOffPlace(string name) : Place
{
    private readonly KeptPlace _kept = new(name);

    public override IReadOnlyList<string> Paths => _kept.Paths;

    public override void Put(JsonObject spec, JsonNode? value) => _kept.Put(spec, value ?? JsonValue.Create(false));

    public override bool TryTake(JsonObject spec, out JsonNode? value)
    {
        var isThere = _kept.TryTake(spec, out value);
        value = value?.GetValueKind() == JsonValueKind.False ? null : value;
        return isThere;
    }
}
