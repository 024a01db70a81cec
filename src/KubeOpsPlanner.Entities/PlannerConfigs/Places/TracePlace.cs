using System.Text.Json.Nodes;

namespace KubeOpsPlanner.Entities.PlannerConfigs.Places;

/// <summary>
/// A recorded trace. Plans name one relative to the operator's folder of traces; a path of the old planner's own pod leads
/// nowhere here and is kept.
/// </summary>
public sealed class TracePlace(string name) : Place
{
    private const string Path = "predictor.warmupTrace";

    private readonly KeptPlace _kept = new(name);

    public override IReadOnlyList<string> Paths => [Path, .. _kept.Paths];

    public override void Put(JsonObject spec, JsonNode? value)
    {
        if (IsRelative(value!.GetValue<string>()))
        {
            Set(spec, Path, value);
        }
        else
        {
            _kept.Put(spec, value);
        }
    }

    public override bool TryTake(JsonObject spec, out JsonNode? value) =>
        (value = Get(spec, Path)?.DeepClone()) is not null || _kept.TryTake(spec, out value);

    public static bool IsRelative(string path) => path[0] != '/' && !path.Contains('\\') && !path.Split('/').Contains("..");
}
