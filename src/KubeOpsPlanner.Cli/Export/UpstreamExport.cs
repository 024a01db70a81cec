using KubeOpsPlanner.Cli.Import;
using KubeOpsPlanner.Cli.Output;
using KubeOpsPlanner.Entities.GlobalBudgets;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Entities.PlannerConfigs;
using KubeOpsPlanner.Entities.PlannerConfigs.GlobalPlanners;
using KubeOpsPlanner.Entities.PlannerConfigs.Places;
using KubeOpsPlanner.Entities.PoolPlans;

namespace KubeOpsPlanner.Cli.Export;

/// <summary>One plan or budget as the upstream program's configuration, or as a manifest without what the cluster added.</summary>
/// <param name="Object">As a manifest.</param>
/// <param name="Schema">Of the upstream program.</param>
internal sealed record UpstreamExport(ImportedObject Object, ConfigSchema Schema, ExportedConfig Exported)
{
    /// <param name="key">The namespace is empty where nobody named one.</param>
    public static UpstreamExport Of(ObjectKey key, PoolPlanSpec spec) => new(
        PlanManifest.Of(key.Name, key.Namespace.Length == 0 ? null : key.Namespace, spec, ""),
        PlannerConfigSchema.Instance,
        PlannerConfigExport.Convert(spec));

    public static UpstreamExport Of(ObjectKey key, GlobalBudgetSpec spec) => new(
        BudgetManifest.Of(key.Name, spec, ""), GlobalPlannerSchema.Instance, GlobalPlannerExport.Convert(spec));

    public string Text(OutputFormat format) => format switch
    {
        OutputFormat.Table => Table(),
        OutputFormat.PlannerConfig => ImportText.Json(Exported.Config),
        _ => ImportText.Of([Object], format),
    };

    private string Table()
    {
        var table = new TextTable(Schema.Kind.ToUpperInvariant(), "VALUE", Object.Kind.ToUpperInvariant());
        foreach (var (name, value) in Exported.Config)
        {
            var place = Schema[name].Place;
            table.Add(name, value?.ToJsonString() ?? "null", $"spec.{(place is TracePlace ? string.Join(" or spec.", place.Paths) : place.Paths[0])}");
        }

        return table.ToString();
    }
}
