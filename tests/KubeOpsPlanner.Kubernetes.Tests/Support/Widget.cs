using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Kubernetes.Tests.Support;

/// <summary>A small custom kind with status and scale.</summary>
internal sealed record Widget(ObjectMeta Metadata, string Color, int Replicas, string Phase) : IKubernetesObject
{
    public static ApiResource Api { get; } = new("tests.kubeopsplanner.io", "v1", "Widget", "widgets", IsNamespaced: true);

    public static Resource<Widget> Resource { get; } = new(Api, Read);

    /// <summary>As the API server would send it.</summary>
    public static JsonObject Json(string name, ulong version, string color = "red", string uid = "", int replicas = 1) => new()
    {
        ["apiVersion"] = Api.ApiVersion,
        ["kind"] = Api.Kind,
        ["metadata"] = new JsonObject
        {
            ["name"] = name,
            ["namespace"] = "default",
            ["uid"] = uid.Length > 0 ? uid : $"uid-{name}",
            ["resourceVersion"] = version.ToString(),
        },
        ["spec"] = new JsonObject { ["color"] = color, ["replicas"] = replicas },
    };

    /// <summary>As a client would create it.</summary>
    public static JsonObject New(string name, string color = "red", int replicas = 1, string @namespace = "default") => new()
    {
        ["apiVersion"] = Api.ApiVersion,
        ["kind"] = Api.Kind,
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = @namespace },
        ["spec"] = new JsonObject { ["color"] = color, ["replicas"] = replicas },
    };

    public static Widget Of(string name, ulong version, string color = "red", string uid = "") =>
        Read(JsonSerializer.SerializeToElement(Json(name, version, color, uid)));

    public static ObjectKey Key(string name) => new("default", name);

    private static Widget Read(JsonElement json)
    {
        var spec = json.GetProperty("spec");
        var status = json.TryGetProperty("status", out var found) ? found : default;
        return new Widget(
            KubernetesJson.ReadMeta(json),
            spec.GetProperty("color").GetString()!,
            KubernetesJson.ReadProperty<int?>(spec, "replicas") ?? 0,
            KubernetesJson.ReadProperty<string>(status, "phase") ?? "");
    }
}
