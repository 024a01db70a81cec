using System.Text.Json;
using System.Text.Json.Nodes;
using FluentValidation;
using KubeOpsPlanner.Entities.PlannerConfigs;
using KubeOpsPlanner.Entities.PlannerConfigs.Places;
using KubeOpsPlanner.Entities.PlannerConfigs.Reading;
using KubeOpsPlanner.Entities.PoolPlans;

namespace KubeOpsPlanner.Entities.Validation;

/// <summary>Only settings that have no field of their own are kept, and only such as an export may write.</summary>
internal sealed class KeptSettingRules : AbstractValidator<PoolPlanSpec>
{
    public KeptSettingRules() => RuleFor(spec => spec).Custom(static (spec, context) =>
    {
        if (spec.PlannerConfig is not JsonElement { ValueKind: JsonValueKind.Object } kept)
        {
            return;
        }

        foreach (var member in kept.EnumerateObject())
        {
            foreach (var finding in Check(member.Name, JsonNode.Parse(member.Value.GetRawText())))
            {
                context.AddFailure($"{nameof(spec.PlannerConfig)}.{finding.Path}", finding.Message);
            }
        }
    });

    private static List<ConfigFinding> Check(string name, JsonNode? value)
    {
        if (PlannerConfigSchema.Instance.Find(name) is not var (field, _))
        {
            return [ConfigFinding.Error(name, PlannerConfigSchema.Instance.Refusal(name))];
        }

        if (field.IsSecret)
        {
            return [ConfigFinding.Error(name, $"is a secret, which everybody who reads the plan would see: {field.Remark}")];
        }

        if (!field.Place.Paths.Contains($"{KeptPlace.Field}.{name}"))
        {
            return [ConfigFinding.Error(name, $"has its own place: use spec.{field.Place.Paths[0]}")];
        }

        var errors = new List<ConfigFinding>();
        var isSwitchedOff = field.Place is SwitchedOffPlace && value?.GetValueKind() == JsonValueKind.False;
        if (value is null)
        {
            errors.Add(ConfigFinding.Error(name, $"must be {field.Value.Words}, was null"));
        }
        else if (!isSwitchedOff)
        {
            field.Value.Read(value, name, errors);
        }

        return errors;
    }
}
