using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Cli.Import.Sources;
using KubeOpsPlanner.Cli.Output;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Manifests.Yaml;

namespace KubeOpsPlanner.Cli.Import;

/// <summary>Imported objects as files that can be applied, or as a table for people.</summary>
internal static class ImportText
{
    private static readonly JsonSerializerOptions Indented = new(KubernetesJson.Options) { WriteIndented = true };

    /// <exception cref="UserError">There is not exactly one plan to show as a PlannerConfig.</exception>
    public static string Of(IReadOnlyList<ImportedObject> objects, OutputFormat format) => format switch
    {
        OutputFormat.Json => Json(objects is [var only] ? only.Manifest : List(objects)),
        OutputFormat.PlannerConfig => Json(Config(objects)),
        OutputFormat.Table => Table(objects),
        _ => string.Join("---\n", objects.Select(each => YamlDocuments.Write(each.Manifest))),
    };

    public static string Json(JsonNode json) => json.ToJsonString(Indented) + "\n";

    private static JsonObject List(IEnumerable<ImportedObject> objects) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "List",
        ["items"] = new JsonArray([.. objects.Select(each => each.Manifest.DeepClone())]),
    };

    private static JsonObject Config(IReadOnlyList<ImportedObject> objects) =>
        objects.Where(each => each.Config is not null).ToList() is [{ Config: { } config }]
            ? config
            : throw new UserError(
                $"--output planner-config shows one plan, and {objects.Count(each => each.Config is not null)} were imported: import their files one by one");

    private static string Table(IEnumerable<ImportedObject> objects)
    {
        var table = new TextTable("KIND", "NAMESPACE", "NAME", "MODE", "TARGET", "LOOPS", "GPUS", "FROM");
        foreach (var each in objects)
        {
            var spec = each.Manifest["spec"];
            table.Add(
                each.Kind, each.Namespace, each.Name, spec.Text("mode"), spec.Text("optimizationTarget"), Loops(each.Config), Gpus(each), each.Source);
        }

        return table.ToString();
    }

    private static string? Loops(JsonObject? config) => config is null ? null : string.Join('+', new[]
    {
        config["enable_throughput_scaling"]!.GetValue<bool>() ? "throughput" : null,
        config["enable_load_scaling"]!.GetValue<bool>() ? "load" : null,
    }.OfType<string>());

    private static string? Gpus(ImportedObject each) => each.Config is { } config
        ? $"{config["min_gpu_budget"]}..{config["max_gpu_budget"]}"
        : each.Manifest["spec"] is { } spec && spec["maxGpus"] is { } most ? $"{spec["minGpus"]}..{most}" : null;
}
