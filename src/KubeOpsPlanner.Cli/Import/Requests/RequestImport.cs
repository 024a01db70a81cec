using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Cli.Import.Sources;
using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.PlannerConfigs;
using KubeOpsPlanner.Entities.PlannerConfigs.Reading;
using KubeOpsPlanner.Entities.Validation;

namespace KubeOpsPlanner.Cli.Import.Requests;

/// <summary>
/// Makes a request of ours, and a plan where it configures a planner, of Dynamo's DynamoGraphDeploymentRequest: ours takes
/// both of its shapes as they are.
/// </summary>
internal static class RequestImport
{
    private static readonly string[][] PlannerPaths = [["features", "planner"], ["profilingConfig", "config", "planner"]];

    public static ImportResult Import(ImportDocument document, ImportOptions options)
    {
        var findings = new List<ConfigFinding>();
        var @namespace = document.Namespace ?? options.Namespace;
        var name = document.Name ?? "imported";
        if (document.Json.Map("spec") is not { } spec)
        {
            findings.Add(ConfigFinding.Error("spec", "is missing"));
            return new ImportResult([], Locate(document, findings), []);
        }

        var manifest = Manifest(document, name, @namespace, spec, findings);
        foreach (var error in EntityValidation.Validate(Kinds.GraphRequests.Api.Kind, JsonSerializer.SerializeToElement(manifest)))
        {
            findings.Add(ConfigFinding.Error(error.Path, error.Message));
        }

        List<ImportedObject> objects = [new(Kinds.GraphRequests.Api.Kind, name, @namespace, manifest, $"DynamoGraphDeploymentRequest {name}")];
        if (PlannerPaths.FirstOrDefault(path => spec.At(path) is JsonObject) is { } planner)
        {
            var imported = PlannerConfigImport.Convert(Settings(spec, planner), new PlanSurroundings
            {
                Root = $"spec.{string.Join('.', planner)}",
                Namespace = @namespace,
                Graph = GraphName(spec, name),
                Budget = options.Budget,
            });
            findings.AddRange(imported.Findings);
            if (imported.Spec is { } plan)
            {
                objects.Insert(0, PlanManifest.Of(GraphName(spec, name), @namespace, plan, $"planner of DynamoGraphDeploymentRequest {name}"));
            }
        }

        return new ImportResult(
            findings.Exists(finding => finding.IsError) ? [] : objects,
            Locate(document, findings),
            [
                $"the operator accepts DynamoGraphDeploymentRequest {name} and does not act on it yet; the plan is for the graph {GraphName(spec, name)} "
                + $"that Dynamo makes: remove its planner component before you apply the plan",
            ]);
    }

    private static JsonObject Manifest(ImportDocument document, string name, string? @namespace, JsonObject spec, List<ConfigFinding> findings)
    {
        var metadata = new JsonObject { ["name"] = name };
        if (@namespace is not null)
        {
            metadata["namespace"] = @namespace;
        }

        foreach (var kept in new[] { "labels", "annotations" })
        {
            if (document.Json.Map("metadata", kept) is { } map)
            {
                metadata[kept] = map.DeepClone();
            }
        }

        var known = KnownFields.Of(spec, "spec", findings);
        if (document.Version == "v1beta1" && spec["autoApply"] is null)
        {
            known["autoApply"] = true;
            findings.Add(ConfigFinding.Warning("spec.autoApply", "is not given, which means true in v1beta1 and false here: set to true"));
        }

        return new JsonObject
        {
            ["apiVersion"] = Kinds.GraphRequests.Api.ApiVersion,
            ["kind"] = Kinds.GraphRequests.Api.Kind,
            ["metadata"] = metadata,
            ["spec"] = known,
        };
    }

    /// <summary>The planner's part, and what the request says elsewhere that its planner is told, too.</summary>
    private static List<GivenSetting> Settings(JsonObject spec, string[] planner)
    {
        var path = $"spec.{string.Join('.', planner)}";
        var settings = GivenSetting.Of(spec.Map(planner)!, path)
            .Select(setting => setting with { Source = setting.Name.Any(char.IsAsciiLetterUpper) ? SettingSource.Request : SettingSource.File })
            .ToList();
        var said = settings
            .Select(setting => SettingName.WithoutPrefix(SettingName.Canonical(setting.Name)))
            .Select(name => PlannerConfigSchema.Instance.Find(name)?.Field.Name)
            .ToHashSet();
        foreach (var (field, place) in new (string, string[])[]
        {
            ("ttft_ms", ["sla", "ttft"]), ("ttft_ms", ["profilingConfig", "config", "sla", "ttft"]),
            ("itl_ms", ["sla", "itl"]), ("itl_ms", ["profilingConfig", "config", "sla", "itl"]),
            ("isl", ["workload", "isl"]), ("isl", ["profilingConfig", "config", "sla", "isl"]),
            ("osl", ["workload", "osl"]), ("osl", ["profilingConfig", "config", "sla", "osl"]),
            ("backend", ["backend"]),
        })
        {
            if (spec.At(place) is { } value && !(field == "backend" && value.Text() == "auto") && said.Add(field))
            {
                settings.Add(new GivenSetting(field, value, $"spec.{string.Join('.', place)}", SettingSource.Request));
            }
        }

        return settings;
    }

    private static string GraphName(JsonObject spec, string request) =>
        spec.Text("deploymentOverrides", "name") ?? spec.Text("overrides", "dgd", "metadata", "name") ?? $"{request}-dgd";

    private static IReadOnlyList<LocatedFinding> Locate(ImportDocument document, IEnumerable<ConfigFinding> findings) =>
        [.. findings.Select(finding => LocatedFinding.In(document, finding))];
}
