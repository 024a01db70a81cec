using System.Globalization;
using System.Text.Json;

namespace KubeOpsPlanner.Entities.Graphs;

/// <summary>Reads a Kubernetes quantity of whole devices: <c>8</c>, <c>"8"</c>, <c>"1k"</c>, <c>"2000m"</c>.</summary>
internal static class GpuQuantity
{
    // Suffixes of resource.Quantity that can stand for a number of devices.
    private static readonly (string Suffix, decimal Factor)[] Suffixes =
        [("Ki", 1024m), ("Mi", 1024m * 1024m), ("k", 1000m), ("M", 1_000_000m), ("m", 0.001m)];

    /// <summary>Null when it is not a whole, non-negative number of at most <see cref="int.MaxValue"/>.</summary>
    public static int? Read(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Number => json.TryGetDecimal(out var number) ? Whole(number) : null,
        JsonValueKind.String => Read(json.GetString()!.Trim()),
        _ => null,
    };

    private static int? Read(string text)
    {
        var (suffix, factor) = Suffixes.FirstOrDefault(known => text.EndsWith(known.Suffix, StringComparison.Ordinal));
        var digits = suffix is null ? text : text[..^suffix.Length];
        return decimal.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && Math.Abs(number) <= int.MaxValue
                ? Whole(number * (suffix is null ? 1m : factor))
                : null;
    }

    private static int? Whole(decimal number) =>
        number >= 0 && number <= int.MaxValue && decimal.Truncate(number) == number ? (int)number : null;
}
