using System.Globalization;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.PlannerConfigs.Reading;

namespace KubeOpsPlanner.Entities.PlannerConfigs.Values;

/// <summary>A whole number; <c>180.0</c> is one.</summary>
public sealed record WholeValue(int Least = int.MinValue, int Most = int.MaxValue) : ConfigValue
{
    public override string Words => (Least, Most) switch
    {
        (int.MinValue, int.MaxValue) => "a whole number",
        (_, int.MaxValue) => $"a whole number of {Least} or more",
        _ => $"a whole number from {Least} to {Most}",
    };

    public override JsonNode? Read(JsonNode given, string path, ICollection<ConfigFinding> findings) =>
        decimal.TryParse(Digits(given), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && decimal.IsInteger(number)
            && number >= Least
            && number <= Most
                ? JsonValue.Create((int)number)
                : Refuse(given, path, findings);
}
