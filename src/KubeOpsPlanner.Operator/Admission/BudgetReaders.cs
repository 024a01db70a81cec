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
            return await AccessReview.AllowsAsync(cluster, user, Get(budget), limit.Token);
        }
        catch (Exception error) when (error is ClusterException or OperationCanceledException)
        {
            logger.LogDebug("Whether {User} may get GlobalBudget {Budget} is not known: {Message}", user.Username, budget, error.Message);
            _questions.TryRemove(key, out _);
            return false;
        }
    }

    private static JsonObject Get(string budget) => new()
    {
        ["group"] = PlannerNames.Group,
        ["version"] = Kinds.GlobalBudgets.Api.Version,
        ["resource"] = Kinds.GlobalBudgets.Api.Plural,
        ["name"] = budget,
        ["verb"] = "get",
    };

    private sealed record Question(Lazy<Task<bool>> Answer, long At);
}
