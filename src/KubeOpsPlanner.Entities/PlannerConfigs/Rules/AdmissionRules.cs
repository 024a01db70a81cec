using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.PlannerConfigs.Reading;
using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Entities.Validation;

namespace KubeOpsPlanner.Entities.PlannerConfigs.Rules;

/// <summary>What admission would say about a spec, in the words of the configuration that it was made of.</summary>
internal static class AdmissionRules
{
    /// <summary>What was given and is void in the plan.</summary>
    public static IEnumerable<ConfigFinding> Advise(ConfigReading config, PoolPlanSpec plan) =>
        from advice in PlanAdvice.Of(plan)
        let field = FieldAt(config, advice.Path)
        where field is not null && config.IsGiven(field.Name)
        select ConfigFinding.Warning(config.Path(field.Name), advice.Message);

    /// <param name="kind">Of ours.</param>
    /// <param name="outside">What no configuration says, by path in the object, with the remedy: a warning, since it can be added before the object is applied.</param>
    public static IEnumerable<ConfigFinding> Check(
        ConfigReading config, string kind, JsonObject spec, IReadOnlyDictionary<string, string> outside)
    {
        var manifest = JsonSerializer.SerializeToElement(new JsonObject { ["spec"] = spec.DeepClone() });
        return
            from error in EntityValidation.Validate(kind, manifest)
            let field = FieldAt(config, error.Path)
            select outside.TryGetValue(error.Path, out var remedy)
                ? ConfigFinding.Warning(error.Path, $"{error.Message}: {remedy}")
                : ConfigFinding.Error(field is null ? error.Path : config.Path(field.Name), error.Message);
    }

    private static ConfigField? FieldAt(ConfigReading config, string path) =>
        config.Schema.Fields.FirstOrDefault(field => field.Place.Paths.Any(place => $"spec.{place}" == path));
}
