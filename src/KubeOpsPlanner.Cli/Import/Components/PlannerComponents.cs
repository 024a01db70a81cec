using System.Text.Json.Nodes;
using KubeOpsPlanner.Cli.Import.Sources;

namespace KubeOpsPlanner.Cli.Import.Components;

/// <summary>Finds the planners in a graph: <c>spec.components[]</c> (v1beta1), else the <c>spec.services</c> map (v1alpha1).</summary>
internal static class PlannerComponents
{
    public static IReadOnlyList<PlannerComponent> Of(JsonObject graph)
    {
        var outer = Variables(graph.At("spec", "env"), "spec.env").Concat(Variables(graph.At("spec", "envs"), "spec.envs")).ToList();
        var listed = graph.Items("spec", "components")
            .Select(each => Component(each.Item, each.Item.Text("name") ?? "", $"spec.components[{each.Index}]", outer));
        var mapped = (graph.Map("spec", "services") ?? [])
            .Select(service => Service(service.Value, service.Key, $"spec.services.{service.Key}", outer));
        return [.. (graph.At("spec", "components") is JsonArray ? listed : mapped).OfType<PlannerComponent>()];
    }

    private static PlannerComponent? Component(JsonNode? json, string name, string path, IReadOnlyList<EnvironmentVariable> outer)
    {
        var containers = json.Items("podTemplate", "spec", "containers").ToList();
        var (index, main) = containers.FirstOrDefault(each => each.Item.Text("name") == "main", containers.FirstOrDefault());
        return Planner(
            name, path, json.Text("type"), main, $"{path}.podTemplate.spec.containers[{index}]", json.At("podTemplate", "spec"), outer);
    }

    private static PlannerComponent? Service(JsonNode? json, string name, string path, IReadOnlyList<EnvironmentVariable> outer) => Planner(
        name, path, json.Text("componentType"), json.At("extraPodSpec", "mainContainer"), $"{path}.extraPodSpec.mainContainer",
        json.At("extraPodSpec"), [.. Variables(json.At("envs"), $"{path}.envs"), .. outer]);

    private static PlannerComponent? Planner(
        string name, string path, string? type, JsonNode? container, string containerPath, JsonNode? pod, IReadOnlyList<EnvironmentVariable> outer)
    {
        var command = CommandLineOf.Container(container, containerPath);
        var isPlanner = string.Equals(type, "planner", StringComparison.OrdinalIgnoreCase);
        if (command.Program is null && !isPlanner)
        {
            return null;
        }

        var program = command.Program
            ?? (name.Contains("global", StringComparison.OrdinalIgnoreCase) ? PlannerProgram.GlobalPlanner : PlannerProgram.Planner);
        return new PlannerComponent(
            name, path, program, command.Arguments, [.. Variables(container.At("env"), $"{containerPath}.env"), .. outer], Mounts(container, pod));
    }

    private static IEnumerable<EnvironmentVariable> Variables(JsonNode? list, string path) =>
        from each in (list as JsonArray ?? []).Index()
        let name = each.Item.Text("name")
        where name is not null
        select new EnvironmentVariable(name, each.Item.At("value") is JsonValue value ? value.Text() ?? value.ToJsonString() : null, $"{path}[{each.Index}]");

    private static IReadOnlyList<ConfigMapMount> Mounts(JsonNode? container, JsonNode? pod) =>
    [
        .. from mount in container.Items("volumeMounts")
           from volume in pod.Items("volumes")
           let name = volume.Item.Text("configMap", "name")
           where name is not null && volume.Item.Text("name") == mount.Item.Text("name") && mount.Item.Text("mountPath") is not null
           select new ConfigMapMount(name, mount.Item.Text("mountPath")!, mount.Item.Text("subPath")),
    ];
}
