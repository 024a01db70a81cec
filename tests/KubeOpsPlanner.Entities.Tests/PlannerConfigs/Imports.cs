using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Entities.PlannerConfigs;
using KubeOpsPlanner.Entities.PlannerConfigs.Reading;

namespace KubeOpsPlanner.Entities.Tests.PlannerConfigs;

/// <summary>Imports as tests ask for them.</summary>
internal static class Imports
{
    public static readonly PlanSurroundings Chat = new() { Namespace = "inference", Graph = "chat", Budget = "fleet", ProfileConfigMap = "profile" };

    public static ImportedPlan Of(string json) => Of(JsonNode.Parse(json)!.AsObject());

    public static ImportedPlan Of(JsonObject config) => PlannerConfigImport.Convert(GivenSetting.Of(config), Chat);

    public static ImportedPlan OfFlags(params string[] flags) => PlannerConfigImport.Convert(
        flags.Select(flag => flag.Split('=', 2)).Select(parts => new GivenSetting(parts[0], parts[1], parts[0], SettingSource.Flag)), Chat);

    public static JsonObject Spec(ImportedPlan plan)
    {
        Assert.Empty(Errors(plan));
        return JsonSerializer.SerializeToNode(plan.Spec, KubernetesJson.Options)!.AsObject();
    }

    public static JsonNode? At(JsonNode? json, string path) =>
        path.Split('.').Aggregate(json, (parent, name) => (parent as JsonObject)?[name]);

    public static IReadOnlyList<string> Errors(ImportedPlan plan) =>
        [.. plan.Findings.Where(finding => finding.IsError).Select(finding => finding.ToString())];

    public static IReadOnlyList<string> Warnings(ImportedPlan plan) =>
        [.. plan.Findings.Where(finding => !finding.IsError).Select(finding => finding.ToString())];
}
