using System.Globalization;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.PlannerConfigs.Reading;

namespace KubeOpsPlanner.Entities.PlannerConfigs.Values;

/// <summary>A finite number.</summary>
/// <param name="IsAbove">The least number itself is too little.</param>
public sealed record NumberValue(double Least = double.NegativeInfinity, double Most = double.PositiveInfinity, bool IsAbove = false)
    : ConfigValue
{
    public static NumberValue Positive { get; } = new(0, IsAbove: true);

    public override string Words => (Least, Most) switch
    {
        (double.NegativeInfinity, _) => "a number",
        (_, double.PositiveInfinity) => string.Create(CultureInfo.InvariantCulture, $"a number {(IsAbove ? "above" : "not below")} {Least}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"a number from {Least} to {Most}"),
    };

    public override JsonNode? Read(JsonNode given, string path, ICollection<ConfigFinding> findings) =>
        double.TryParse(Digits(given), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
            && (IsAbove ? number > Least : number >= Least)
            && number <= Most
                ? JsonValue.Create(number)
                : Refuse(given, path, findings);
}
