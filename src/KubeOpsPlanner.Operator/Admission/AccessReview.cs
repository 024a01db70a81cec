using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Admission;
using KubeOpsPlanner.Hosting.Clusters;

namespace KubeOpsPlanner.Operator.Admission;

/// <summary>Asks the API server what somebody else may do.</summary>
public static class AccessReview
{
    private static readonly ApiResource Reviews =
        new("authorization.k8s.io", "v1", "SubjectAccessReview", "subjectaccessreviews", IsNamespaced: false);

    /// <param name="attributes">The review's <c>resourceAttributes</c>.</param>
    /// <exception cref="ClusterException">Nobody can say.</exception>
    public static async Task<bool> AllowsAsync(ICluster cluster, UserInfo user, JsonObject attributes, CancellationToken cancellationToken)
    {
        var answer = await cluster.CreateAsync(Reviews, Ask(user, attributes), cancellationToken);
        return answer.TryGetProperty("status", out var status)
            && status.ValueKind == JsonValueKind.Object
            && status.TryGetProperty("allowed", out var allowed)
            && allowed.ValueKind == JsonValueKind.True;
    }

    private static JsonObject Ask(UserInfo user, JsonObject attributes) => new()
    {
        ["apiVersion"] = Reviews.ApiVersion,
        ["kind"] = Reviews.Kind,
        ["spec"] = new JsonObject
        {
            ["user"] = user.Username,
            ["uid"] = user.Uid,
            ["groups"] = JsonSerializer.SerializeToNode(user.Groups),
            ["extra"] = JsonSerializer.SerializeToNode(user.Extra),
            ["resourceAttributes"] = attributes,
        },
    };
}
