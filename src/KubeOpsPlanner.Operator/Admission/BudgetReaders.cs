using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Admission;
using KubeOpsPlanner.Hosting.Clusters;
using Microsoft.Extensions.Logging;

namespace KubeOpsPlanner.Operator.Admission;

/// <summary>Who may see whose GPUs: whoever may get the GlobalBudget. Answers are kept for a minute.</summary>
public sealed class BudgetReaders(ICluster cluster, TimeProvider time, ILogger<BudgetReaders> logger)
{
    private const int MostAnswers = 4096;

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);
    private static readonly ApiResource Reviews =
        new("authorization.k8s.io", "v1", "SubjectAccessReview", "subjectaccessreviews", IsNamespaced: false);

    private readonly ConcurrentDictionary<string, (bool IsAllowed, long At)> _answers = new(StringComparer.Ordinal);

    /// <summary>False also when nobody can say: what is not told can still be asked for.</summary>
    public async Task<bool> MaySeeAsync(UserInfo user, string budget, CancellationToken cancellationToken)
    {
        var key = JsonSerializer.Serialize(new object[] { budget, user.Username, user.Groups, user.Extra });
        if (_answers.TryGetValue(key, out var known) && time.GetElapsedTime(known.At) < Lifetime)
            return known.IsAllowed;

        try
        {
            var answer = await cluster.CreateAsync(Reviews, Ask(user, budget), cancellationToken);
            var isAllowed = answer.TryGetProperty("status", out var status)
                && status.ValueKind == JsonValueKind.Object
                && status.TryGetProperty("allowed", out var allowed)
                && allowed.ValueKind == JsonValueKind.True;
            if (_answers.Count >= MostAnswers)
                _answers.Clear();

            _answers[key] = (isAllowed, time.GetTimestamp());
            return isAllowed;
        }
        catch (ClusterException error)
        {
            logger.LogDebug("Whether {User} may get GlobalBudget {Budget} is not known: {Message}", user.Username, budget, error.Message);
            return false;
        }
    }

    private static JsonObject Ask(UserInfo user, string budget) => new()
    {
        ["apiVersion"] = Reviews.ApiVersion,
        ["kind"] = Reviews.Kind,
        ["spec"] = new JsonObject
        {
            ["user"] = user.Username,
            ["uid"] = user.Uid,
            ["groups"] = JsonSerializer.SerializeToNode(user.Groups),
            ["extra"] = JsonSerializer.SerializeToNode(user.Extra),
            ["resourceAttributes"] = new JsonObject
            {
                ["group"] = PlannerNames.Group,
                ["version"] = Kinds.GlobalBudgets.Api.Version,
                ["resource"] = Kinds.GlobalBudgets.Api.Plural,
                ["name"] = budget,
                ["verb"] = "get",
            },
        },
    };
}
