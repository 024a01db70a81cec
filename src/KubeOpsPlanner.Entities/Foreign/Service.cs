using System.Text.Json;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Entities.Foreign;

public sealed record Service : IKubernetesObject
{
    public required ObjectMeta Metadata { get; init; }

    public IReadOnlyDictionary<string, string> Selector { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<ServicePort> Ports { get; init; } = [];

    /// <summary>A Service of type ExternalName leads out of the cluster.</summary>
    public string? ExternalName { get; init; }

    public static Service Read(JsonElement json) => new()
    {
        Metadata = KubernetesJson.ReadMeta(json),
        Selector = json.TextMap("spec", "selector"),
        Ports = [.. json.Items("spec", "ports").Select(port => new ServicePort(port.Text("name") ?? "", port.Int("port") ?? 0))],
        ExternalName = json.Text("spec", "externalName"),
    };
}

public sealed record ServicePort(string Name, int Port);
