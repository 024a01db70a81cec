using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Admission;
using KubeOpsPlanner.Operator.Tests.Ledger.Support;

namespace KubeOpsPlanner.Operator.Tests.Admission;

/// <summary>Reviews as the API server sends them.</summary>
internal static class Reviews
{
    public static UserInfo User(string name, params (string Key, string Value)[] extra) =>
        new(name, "", ["system:authenticated"], extra.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<string>)[pair.Value]));

    public static AdmissionReview Update(ApiResource api, JsonElement before, JsonNode after, string user = "alice") =>
        Of(api, AdmissionOperation.Update, KubernetesJson.ReadMeta(before), before, Samples.Element(after), User(user));

    public static AdmissionReview Create(ApiResource api, JsonNode created, string user = "alice")
    {
        var stored = (JsonObject)created.DeepClone();
        stored["metadata"]!["uid"] = "uid-new";
        var json = Samples.Element(stored);
        return Of(api, AdmissionOperation.Create, KubernetesJson.ReadMeta(json), null, json, User(user));
    }

    /// <param name="adapter">The adapter as stored.</param>
    public static AdmissionReview Scale(JsonElement adapter, int from, int to, string user = "alice")
    {
        var review = Of(
            GraphKinds.ScalingAdapters.Api, AdmissionOperation.Update, KubernetesJson.ReadMeta(adapter),
            Samples.Element(Samples.Scale(adapter, from)), Samples.Element(Samples.Scale(adapter, to)), User(user));
        return review with { Kind = new GroupVersionKind("autoscaling", "v1", "Scale"), SubResource = "scale" };
    }

    public static AdmissionReview OfPlan(JsonNode plan) => Create(Kinds.PoolPlans.Api, plan);

    private static AdmissionReview Of(
        ApiResource api, AdmissionOperation operation, ObjectMeta metadata, JsonElement? before, JsonElement after, UserInfo user) => new(
            Guid.NewGuid().ToString(),
            operation,
            new GroupVersionKind(api.Group, api.Version, api.Kind),
            new GroupVersionResource(api.Group, api.Version, api.Plural),
            new GroupVersionResource(api.Group, api.Version, api.Plural),
            "",
            metadata.Name,
            metadata.Namespace,
            user,
            after,
            before,
            null,
            IsDryRun: false);
}
