using KubeOpsPlanner.Cli.Import.Sources;
using KubeOpsPlanner.Entities.PlannerConfigs;
using KubeOpsPlanner.Entities.PlannerConfigs.GlobalPlanners;
using KubeOpsPlanner.Entities.PlannerConfigs.Reading;

namespace KubeOpsPlanner.Cli.Import;

/// <summary>Makes a budget of a GlobalPlanner's configuration that stands alone.</summary>
internal static class GlobalConfigImport
{
    /// <summary>A name in it is one that only the GlobalPlanner knows.</summary>
    public static bool IsMeant(ImportDocument document) => document.Json
        .Select(member => SettingName.Canonical(member.Key))
        .Any(name => GlobalPlannerSchema.Instance.Find(name) is not null && PlannerConfigSchema.Instance.Find(name) is null);

    public static ImportResult Import(ImportDocument document, ImportOptions options)
    {
        var imported = GlobalPlannerImport.Convert(GivenSetting.Of(document.Json), options.Namespace);
        return new ImportResult(
            imported.Spec is { } spec
                ? [BudgetManifest.Of(options.Budget ?? ImportedName.Of(document.File), spec, $"{GlobalPlannerSchema.Kind} {document.File}")]
                : [],
            [.. imported.Findings.Select(finding => LocatedFinding.In(document, finding))],
            []);
    }
}
