using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.PlannerConfigs.Places;
using KubeOpsPlanner.Entities.PlannerConfigs.Reading;

namespace KubeOpsPlanner.Entities.PlannerConfigs.Values;

/// <summary>Parameters of a query, as an object or, from the environment, as in a URL.</summary>
public sealed record QueryValue : ConfigValue
{
    private static readonly MapValue Pairs = new(new TextValue(1024));

    public override string Words => "an object of texts, or name=value pairs joined by '&'";

    public override JsonNode? Read(JsonNode given, string path, ICollection<ConfigFinding> findings) => given.GetValueKind() switch
    {
        JsonValueKind.String when given.GetValue<string>() is var text
            && text.Split('&', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } pairs
            && pairs.All(pair => pair.IndexOf('=') > 0) => QueryPlace.Parse(text),
        JsonValueKind.Object when given.AsObject().Count > 0 => Pairs.Read(given, path, findings),
        _ => Refuse(given, path, findings),
    };
}
