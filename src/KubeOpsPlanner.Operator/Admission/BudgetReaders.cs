using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Admission;
using KubeOpsPlanner.Hosting.Clusters;
using Microsoft.Extensions.Logging;

namespace KubeOpsPlanner.Operator.Admission;

/// <summary>
/// Who may see whose GPUs: whoever may get the GlobalBudget. Answers are kept for a minute, and many who are refused at once
/// share one question.
/// </summary>
public sealed class BudgetReaders(ICluster cluster, TimeProvider time, ILogger<BudgetReaders> logger)
{
    private const int MostAnswers = 4096;

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    /// <summary>Longer than a healthy API server takes, shorter than anybody waits for a verdict.</summary>
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(2);

    private static readonly ApiResource Reviews =
        new("authorization.k8s.io", "v1", "SubjectAccessReview", "subjectaccessreviews", IsNamespaced: false);

    private readonly ConcurrentDictionary<string, Question> _questions = new(StringComparer.Ordinal);

    /// <summary>False also when nobody can say: what is not told can still be asked for.</summary>
    public Task<bool> MaySeeAsync(UserInfo user, string budget, CancellationToken cancellationToken)
    {
        var key = JsonSerializer.Serialize(new object[] { budget, user.Username, user.Groups, user.Extra });
        if (_questions.Count >= MostAnswers)
            _questions.Clear();

        return _questions.AddOrUpdate(key, _ => New(), (_, known) => time.GetElapsedTime(known.At) < Lifetime ? known : New())
            .Answer.Value.WaitAsync(cancellationToken);

        Question New() => new(new Lazy<Task<bool>>(() => AskAsync(key, user, budget)), time.GetTimestamp());
    }

    private async Task<bool> AskAsync(string key, UserInfo user, string budget)
    {
        // Nobody's own token: who goes away must not end what others wait for.
        using var limit = new CancellationTokenSource(AnswerWithin, time);
        try
        {
            var answer = await cluster.CreateAsync(Reviews, Ask(user, budget), limit.Token);
            return answer.TryGetProperty("status", out var status)
                && status.ValueKind == JsonValueKind.Object
                && status.TryGetProperty("allowed", out var allowed)
                && allowed.ValueKind == JsonValueKind.True;
        }
        catch (Exception error) when (error is ClusterException or OperationCanceledException)
        {
            logger.LogDebug("Whether {User} may get GlobalBudget {Budget} is not known: {Message}", user.Username, budget, error.Message);
            _questions.TryRemove(key, out _);
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

    private sealed record Question(Lazy<Task<bool>> Answer, long At);
}
