using KubeOpsPlanner.Cli.Import.Graphs;
using KubeOpsPlanner.Cli.Import.Requests;
using KubeOpsPlanner.Cli.Import.Sources;
using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.PlannerConfigs;
using KubeOpsPlanner.Entities.PlannerConfigs.Reading;

namespace KubeOpsPlanner.Cli.Import;

/// <summary>Turns Dynamo's documents into ours. Nothing is read or written besides what is passed in.</summary>
internal static class Importer
{
    private const string ConfigKey = "planner_config.json";

    private static readonly string[] Order = [Kinds.GlobalBudgets.Api.Kind, Kinds.PoolPlans.Api.Kind, Kinds.GraphRequests.Api.Kind];

    /// <exception cref="UserError">There is no planner in any of the documents.</exception>
    public static ImportResult Import(IReadOnlyList<ImportDocument> documents, ImportOptions options)
    {
        var graphs = documents.Where(document => document.IsDynamo(GraphKinds.GraphKind)).ToList();
        var maps = new ConfigMaps([.. documents.Where(document => document is { Group: "", Kind: "ConfigMap" })]);
        var graphImport = new GraphImport(options, maps, BudgetName.Of(graphs, options));
        var requests = documents.Where(document => document.IsDynamo(Kinds.GraphRequests.Api.Kind)).ToList();
        var configs = documents.Where(IsConfig).ToList();
        List<ImportResult> results =
        [
            .. graphs.Select(graphImport.Import),
            .. configs.Select(document => GlobalConfigImport.IsMeant(document)
                ? GlobalConfigImport.Import(document, options)
                : ConfigImport.Import(document, GivenSetting.Of(document.Json), [], $"{PlannerConfigSchema.Kind} {document.File}", options)),
            .. requests.Select(document => RequestImport.Import(document, options)),
        ];
        // Only now it is known which ConfigMaps a graph has asked for.
        results.AddRange(maps.Unused.Where(map => map.Json.Text("data", ConfigKey) is not null).Select(map => OfConfigMap(map, options)));

        var result = ImportResult.Merge(results);
        return result.Objects.Count > 0 || result.Findings.Count > 0
            ? result with { Objects = [.. result.Objects.OrderBy(each => Array.IndexOf(Order, each.Kind))] }
            : throw NothingIn(documents);
    }

    /// <summary>A map without a kind can only be a configuration; whether it is one its reader says.</summary>
    private static bool IsConfig(ImportDocument document) => document is { Kind: null, Group: null };

    private static ImportResult OfConfigMap(ImportDocument map, ImportOptions options)
    {
        var findings = new List<ConfigFinding>();
        var settings = ConfigMaps.Parse(map.Json.Text("data", ConfigKey)!, $"data.{ConfigKey}", findings);
        return ConfigImport.Import(map, settings, findings, $"ConfigMap {map.Name}", options);
    }

    private static UserError NothingIn(IReadOnlyList<ImportDocument> documents)
    {
        var files = documents.Select(document => document.File).Distinct().ToList();
        var kinds = documents.Select(document => document.Kind ?? "a map without a kind").Distinct().ToList();
        return new UserError(
            $"there is no planner in {string.Join(", ", files)}, which "
            + $"hold{(files.Count == 1 ? "s" : "")} {string.Join(", ", kinds.Take(5))}{(kinds.Count > 5 ? ", …" : "")}: give a configuration of Dynamo's planners, or "
            + "DynamoGraphDeployments and DynamoGraphDeploymentRequests of nvidia.com");
    }
}
