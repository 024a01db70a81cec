using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Admission;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Operator.Admission;

namespace KubeOpsPlanner.Operator.Actuation.Virtual;

/// <summary>Who calls, by the API server's word, and whether RBAC lets them report decisions of a plan as carried out.</summary>
public sealed class Orchestrators(ICluster cluster)
{
    private const string Scheme = "Bearer ";

    private static readonly ApiResource Reviews =
        new("authentication.k8s.io", "v1", "TokenReview", "tokenreviews", IsNamespaced: false);

    /// <param name="authorization">The header of that name; null where there is none.</param>
    /// <returns>Null when the header holds no token, or the API server does not know it.</returns>
    /// <exception cref="ClusterException">Nobody can say.</exception>
    public async Task<UserInfo?> IdentifyAsync(string? authorization, CancellationToken cancellationToken)
    {
        if (authorization?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) != true) return null;
        var review = new JsonObject
        {
            ["apiVersion"] = Reviews.ApiVersion,
            ["kind"] = Reviews.Kind,
            ["spec"] = new JsonObject { ["token"] = authorization[Scheme.Length..].Trim() },
        };
        var answer = await cluster.CreateAsync(Reviews, review, cancellationToken);
        return answer.TryGetProperty("status", out var status)
            && status.Deserialize<Verdict>(JsonSerializerOptions.Web) is { Authenticated: true, User: { Username: { Length: > 0 } name } user }
                ? new UserInfo(name, user.Uid ?? "", user.Groups ?? [], user.Extra ?? new Dictionary<string, IReadOnlyList<string>>())
                : null;
    }

    /// <summary>As RBAC has it: <c>update</c> on <c>poolplans/decision</c>, a subresource that exists for this alone.</summary>
    /// <exception cref="ClusterException">Nobody can say.</exception>
    public Task<bool> MayAcknowledgeAsync(UserInfo user, ObjectKey plan, CancellationToken cancellationToken) => AccessReview.AllowsAsync(
        cluster,
        user,
        new JsonObject
        {
            ["group"] = PlannerNames.Group,
            ["version"] = Kinds.PoolPlans.Api.Version,
            ["resource"] = Kinds.PoolPlans.Api.Plural,
            ["subresource"] = "decision",
            ["namespace"] = plan.Namespace,
            ["name"] = plan.Name,
            ["verb"] = "update",
        },
        cancellationToken);

    private sealed record Verdict(bool Authenticated, Subject? User);

    private sealed record Subject(string? Username, string? Uid, IReadOnlyList<string>? Groups, Dictionary<string, IReadOnlyList<string>>? Extra);
}
