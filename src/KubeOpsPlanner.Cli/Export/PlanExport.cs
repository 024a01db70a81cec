using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Cli.Import;
using KubeOpsPlanner.Cli.Import.Sources;
using KubeOpsPlanner.Cli.Output;
using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Entities.PlannerConfigs;
using KubeOpsPlanner.Entities.PlannerConfigs.Places;
using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Entities.Validation;

namespace KubeOpsPlanner.Cli.Export;

/// <summary>One plan as the upstream planner's configuration, or as a manifest without what the cluster added.</summary>
/// <param name="Key">The namespace is empty where nobody named one.</param>
internal sealed record PlanExport(ObjectKey Key, PoolPlanSpec Spec)
{
    /// <param name="words"><c>chat</c>, <c>pplan/chat</c> or <c>poolplan chat</c>.</param>
    /// <exception cref="UserError">They name no plan.</exception>
    public static string NameOf(IReadOnlyList<string> words)
    {
        var parts = words.SelectMany(word => word.Split('/')).ToList();
        return parts switch
        {
            [{ Length: > 0 } name] => name,
            [var kind, { Length: > 0 } name] when kind.ToLowerInvariant() is "pplan" or "poolplan" or "poolplans" => name,
            _ => throw new UserError($"\"{string.Join(' ', words)}\" is no plan: write for example pplan/chat"),
        };
    }

    /// <param name="path">A file, or <c>-</c> for <paramref name="input"/>.</param>
    /// <param name="name">Which of the plans; null where there is one.</param>
    /// <exception cref="UserError">The file cannot be read, or holds no such plan, or more than one.</exception>
    public static PlanExport OfFile(string path, string? name, TextReader input)
    {
        var plans = ImportFiles.Read([path], input)
            .Where(document => document.Group == PlannerNames.Group && document.Kind == Kinds.PoolPlans.Api.Kind)
            .Where(document => name is null || document.Name == name)
            .ToList();
        if (plans is not [var plan])
        {
            throw new UserError(plans.Count == 0
                ? $"{path} holds no PoolPlan{(name is null ? "" : $" \"{name}\"")}"
                : $"{path} holds {plans.Count} PoolPlans: name one of {string.Join(", ", plans.Select(each => each.Name))}");
        }

        var json = JsonSerializer.SerializeToElement(plan.Json);
        return EntityValidation.Validate(Kinds.PoolPlans.Api.Kind, json) is [var error, ..]
            ? throw new UserError($"{path}:{plan.Line(error.Path)}: {error}")
            : new PlanExport(
                new ObjectKey(plan.Namespace ?? "", plan.Name ?? throw new UserError($"{path} holds a PoolPlan without metadata.name")),
                KubernetesJson.ReadProperty<PoolPlanSpec>(json, "spec")!);
    }

    public string Text(OutputFormat format)
    {
        var manifest = PlanManifest.Of(Key.Name, Key.Namespace.Length == 0 ? null : Key.Namespace, Spec, "");
        return format == OutputFormat.Table ? Table(manifest.Config!) : ImportText.Of([manifest], format);
    }

    private static string Table(JsonObject config)
    {
        var table = new TextTable("PLANNERCONFIG", "VALUE", "POOLPLAN");
        foreach (var (name, value) in config)
        {
            var place = PlannerConfigSchema.Instance[name].Place;
            table.Add(name, value?.ToJsonString() ?? "null", $"spec.{(place is TracePlace ? string.Join(" or spec.", place.Paths) : place.Paths[0])}");
        }

        return table.ToString();
    }
}
