using KubeOpsPlanner.Cli.Import.Components;
using KubeOpsPlanner.Cli.Import.Sources;
using KubeOpsPlanner.Entities.PlannerConfigs;
using KubeOpsPlanner.Entities.PlannerConfigs.GlobalPlanners;
using KubeOpsPlanner.Entities.PlannerConfigs.Reading;

namespace KubeOpsPlanner.Cli.Import.Graphs;

/// <summary>Makes plans and budgets of the planners in graphs.</summary>
internal sealed class GraphImport(ImportOptions options, ConfigMaps configMaps, IReadOnlyList<BudgetName> budgets)
{
    private const string GraphVariable = "DYN_PARENT_DGD_K8S_NAME";

    private const string NotPolled = "nobody is polled: who follows status.decision acknowledges it, and after half an hour of silence the next decision replaces it";

    /// <summary>What only the environment of the old planner could say, and what is here instead.</summary>
    private static readonly Dictionary<string, string> WithoutField = new() { ["SCALING_CHECK_INTERVAL"] = NotPolled, ["SCALING_MAX_WAIT_TIME"] = NotPolled };

    public ImportResult Import(ImportDocument document)
    {
        var graph = GraphFacts.Of(document, options);
        return ImportResult.Merge(PlannerComponents.Of(document.Json).Select(component =>
            component.Program == PlannerProgram.GlobalPlanner ? Budget(document, graph, component) : Plan(document, graph, component)));
    }

    private ImportResult Plan(ImportDocument document, GraphFacts graph, PlannerComponent component)
    {
        var (settings, findings) = Settings(document, graph, component, PlannerConfigSchema.Instance);
        var target = component.Variable(GraphVariable) ?? graph.Name;
        var imported = PlannerConfigImport.Convert(settings, new PlanSurroundings
        {
            Root = component.Path,
            Namespace = graph.Namespace,
            Graph = target,
            DynamoNamespace = graph.DynamoNamespace,
            Budget = Budget(settings),
            ProfileConfigMap = Profile(settings, component),
        });
        return new ImportResult(
            findings.Exists(finding => finding.IsError) || imported.Spec is not { } spec
                ? []
                : [PlanManifest.Of(target ?? component.Name.ToLowerInvariant(), graph.Namespace, spec, $"{component.Name} of graph {graph.Name}")],
            [.. findings.Concat(imported.Findings).Select(finding => LocatedFinding.In(document, finding))],
            [Remove(document, graph, component, "or two planners write the same replicas")]);
    }

    private ImportResult Budget(ImportDocument document, GraphFacts graph, PlannerComponent component)
    {
        var (settings, findings) = Settings(document, graph, component, GlobalPlannerSchema.Instance);
        var imported = GlobalPlannerImport.Convert(settings, graph.Namespace, component.Path);
        return new ImportResult(
            findings.Exists(finding => finding.IsError) || imported.Spec is not { } spec
                ? []
                : [BudgetManifest.Of(BudgetName.Of(graph, options).Name, spec, $"{component.Name} of graph {graph.Name}")],
            [.. findings.Concat(imported.Findings).Select(finding => LocatedFinding.In(document, finding))],
            [Remove(document, graph, component, "since the operator now arbitrates")]);
    }

    /// <summary>What the command line, the configuration that it names, and the environment say.</summary>
    private (List<GivenSetting> Settings, List<ConfigFinding> Findings) Settings(
        ImportDocument document, GraphFacts graph, PlannerComponent component, ConfigSchema schema)
    {
        var findings = new List<ConfigFinding>();
        List<GivenSetting> settings = [.. FlagReader.Read(schema, component.Arguments, findings, out var config)];
        if (config is not null)
        {
            settings.AddRange(configMaps.Settings(document, graph, component, config, findings));
        }

        foreach (var variable in component.Variables.Where(variable => schema.Fields.Any(field => field.Variable == variable.Name)))
        {
            if (variable.Value is null)
            {
                findings.Add(ConfigFinding.Warning(
                    variable.Path,
                    $"{variable.Name} comes from elsewhere and cannot be read here: "
                    + (schema.Fields.First(field => field.Variable == variable.Name).Remark ?? "set it in the plan where it matters")));
            }
            else if (variable.Value.Length > 0)
            {
                settings.Add(new GivenSetting(variable.Name, variable.Value, $"{variable.Path} {variable.Name}", SettingSource.Variable));
            }
        }

        findings.AddRange(
            from variable in component.Variables
            where component.Program == PlannerProgram.Planner && WithoutField.ContainsKey(variable.Name)
            select ConfigFinding.Warning($"{variable.Path} {variable.Name}", $"has no effect here: {WithoutField[variable.Name]}"));
        return (settings, findings);
    }

    private string? Budget(IReadOnlyList<GivenSetting> settings)
    {
        var named = Text(settings, "global_planner_namespace");
        return options.Budget ?? budgets.FirstOrDefault(budget => budget.Answers(named))?.Name;
    }

    /// <summary>The ConfigMap that stood where the planner looked for its profile.</summary>
    private static string? Profile(IReadOnlyList<GivenSetting> settings, PlannerComponent component)
    {
        var folder = Text(settings, "profile_results_dir") ?? PlannerConfigSchema.Instance["profile_results_dir"].DefaultValue!.GetValue<string>();
        return component.Mounts.FirstOrDefault(mount => mount.IsFolder(folder))?.ConfigMap;
    }

    private static string? Text(IEnumerable<GivenSetting> settings, string field) =>
        settings.FirstOrDefault(setting => SettingName.Canonical(setting.Name) == field)?.Value.Text();

    private static string Remove(ImportDocument document, GraphFacts graph, PlannerComponent component, string reason) =>
        $"remove the component {component.Name} from the graph {graph.Name} ({document.File}, {document.Full(component.Path)}) before you apply "
        + $"this, {reason}; where Dynamo refuses to remove components of a running graph, set its replicas to 0";
}
