using KubeOpsPlanner.Cli.Import.Sources;
using KubeOpsPlanner.Entities.PlannerConfigs;
using KubeOpsPlanner.Entities.PlannerConfigs.Reading;

namespace KubeOpsPlanner.Cli.Import;

/// <summary>Makes a plan of a PlannerConfig that stands alone, as a file or in a ConfigMap.</summary>
internal static class ConfigImport
{
    private const string GraphVariable = "DYN_PARENT_DGD_K8S_NAME";
    private const string NamespaceVariable = "DYN_NAMESPACE";

    /// <param name="settings">What it says, with paths in the document.</param>
    /// <param name="findings">What was found while reading it.</param>
    /// <param name="source">What people call it.</param>
    public static ImportResult Import(
        ImportDocument document, IEnumerable<GivenSetting> settings, IReadOnlyList<ConfigFinding> findings, string source, ImportOptions options)
    {
        var given = settings.ToList();
        if (options.Variable(NamespaceVariable) is { Length: > 0 } registered)
        {
            given.Add(new GivenSetting(NamespaceVariable, registered, NamespaceVariable, SettingSource.Variable));
        }

        var @namespace = document.Namespace ?? options.Namespace;
        var imported = PlannerConfigImport.Convert(given, new PlanSurroundings
        {
            Namespace = @namespace,
            Graph = options.Graph ?? (options.Variable(GraphVariable) is { Length: > 0 } graph ? graph : null),
            Budget = options.Budget,
        });
        return new ImportResult(
            findings.Any(finding => finding.IsError) || imported.Spec is not { } spec
                ? []
                : [PlanManifest.Of(spec.TargetRef?.Name ?? ImportedName.Of(document.File), @namespace, spec, source)],
            [.. findings.Concat(imported.Findings).Select(finding => LocatedFinding.In(document, finding))],
            []);
    }
}
