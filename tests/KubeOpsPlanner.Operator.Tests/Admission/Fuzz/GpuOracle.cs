using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace KubeOpsPlanner.Operator.Tests.Admission.Fuzz;

/// <summary>
/// Counts the GPUs that an object of these tests asks for, without any of the product's code: replicas times limits
/// times nodes. What it cannot read is unknown.
/// </summary>
internal sealed record GpuOracle(BigInteger Gpus, IReadOnlySet<string> Unknown)
{
    private const NumberStyles Whole = NumberStyles.AllowExponent | NumberStyles.AllowDecimalPoint;

    /// <param name="json">A graph or a component deployment; null is nothing.</param>
    public static GpuOracle Of(JsonElement? json, bool isGraph)
    {
        var total = BigInteger.Zero;
        var unknown = new HashSet<string>(StringComparer.Ordinal);
        foreach (var holder in json is { } there ? Holders(JsonNode.Parse(there.GetRawText())?["spec"] as JsonObject, isGraph) : [])
        {
            if (Replicas(holder) is { } replicas && PerReplica(holder) is { } gpus && Nodes(holder) is { } nodes)
                total += replicas * gpus * nodes;
            else if (holder["replicas"] is not JsonValue value || !value.TryGetValue<int>(out var none) || none != 0)
                unknown.Add(holder.ToJsonString());
        }

        return new GpuOracle(total, unknown);
    }

    private static IEnumerable<JsonObject> Holders(JsonObject? spec, bool isGraph)
    {
        if (spec is null)
            return [];

        if (!isGraph)
            return [spec];

        return spec["components"] is JsonArray components && components.OfType<JsonObject>().Any()
            ? components.OfType<JsonObject>()
            : (spec["services"] as JsonObject)?.Select(service => service.Value).OfType<JsonObject>() ?? [];
    }

    private static BigInteger? Replicas(JsonObject holder) =>
        holder["replicas"] is null ? 1
        : holder["replicas"] is JsonValue value && value.TryGetValue<int>(out var number) && number >= 0 ? number
        : null;

    private static BigInteger? Nodes(JsonObject holder) =>
        holder["multinode"] is not JsonObject multinode ? (holder["multinode"] is null ? 1 : null)
        : multinode["nodeCount"] is null ? 2
        : multinode["nodeCount"] is JsonValue value && value.TryGetValue<int>(out var number) && number >= 1 ? Math.Max(2, number)
        : null;

    private static BigInteger? PerReplica(JsonObject holder)
    {
        var resources = holder["resources"] as JsonObject
            ?? ((holder["podTemplate"] as JsonObject)?["spec"]?["containers"] as JsonArray)?[0]?["resources"] as JsonObject;
        if (resources is null)
            return 0;

        if (resources["claims"] is not null)
            return null;

        return (resources["limits"] as JsonObject)?.FirstOrDefault().Value switch
        {
            null => 0,
            JsonValue million when million.ToString() == "1M" => 1_000_000,
            JsonValue value when decimal.TryParse(value.ToString(), Whole, CultureInfo.InvariantCulture, out var number)
                && number == decimal.Truncate(number) => (BigInteger)number,
            _ => null,
        };
    }
}
