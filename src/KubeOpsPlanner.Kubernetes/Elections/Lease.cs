using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Kubernetes.Elections;

/// <summary>A coordination.k8s.io Lease.</summary>
/// <param name="Holder">Empty when nobody holds it.</param>
/// <param name="RenewTime">As written by the holder; compared for change only, since clocks differ.</param>
internal sealed record Lease(ObjectMeta Metadata, string Holder, int DurationSeconds, string RenewTime, string AcquireTime, int Transitions)
    : IKubernetesObject
{
    public static ApiResource Api { get; } = new("coordination.k8s.io", "v1", "Lease", "leases", IsNamespaced: true);

    public static Resource<Lease> Resource { get; } = new(Api, Read);

    public JsonObject ToJson() => new()
    {
        ["apiVersion"] = Api.ApiVersion,
        ["kind"] = Api.Kind,
        ["metadata"] = new JsonObject
        {
            ["name"] = Metadata.Name,
            ["namespace"] = Metadata.Namespace,
            // Empty on create; otherwise the precondition that makes two replicas' writes exclude each other.
            ["resourceVersion"] = Metadata.ResourceVersion,
        },
        ["spec"] = new JsonObject
        {
            ["holderIdentity"] = Holder,
            ["leaseDurationSeconds"] = DurationSeconds,
            ["acquireTime"] = AcquireTime,
            ["renewTime"] = RenewTime,
            ["leaseTransitions"] = Transitions,
        },
    };

    /// <summary>metav1.MicroTime: exactly six decimals.</summary>
    public static string MicroTime(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private static Lease Read(JsonElement json)
    {
        var spec = json.TryGetProperty("spec", out var found) ? found : default;
        return new Lease(
            KubernetesJson.ReadMeta(json),
            KubernetesJson.ReadProperty<string>(spec, "holderIdentity") ?? "",
            KubernetesJson.ReadProperty<int?>(spec, "leaseDurationSeconds") ?? 0,
            KubernetesJson.ReadProperty<string>(spec, "renewTime") ?? "",
            KubernetesJson.ReadProperty<string>(spec, "acquireTime") ?? "",
            KubernetesJson.ReadProperty<int?>(spec, "leaseTransitions") ?? 0);
    }
}
