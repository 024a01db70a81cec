using System.Text.Json;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Simulation.Replay.Recordings;

namespace KubeOpsPlanner.Cli.Simulate.Traffic;

/// <summary>Reads what <c>kubectl get pplan NAME -o json --watch</c> wrote: the plan, one JSON object after the other.</summary>
internal static class DecisionRecording
{
    /// <summary>The policy that repeats a recording.</summary>
    public const string Policy = "recorded";

    /// <exception cref="UserError">It cannot be read, or holds fewer than two decisions.</exception>
    public static IReadOnlyList<RecordedDecision> Read(string path)
    {
        var plans = new SortedDictionary<DateTimeOffset, PoolPlanStatus>();
        try
        {
            var reader = new Utf8JsonReader(File.ReadAllBytes(path), new JsonReaderOptions { AllowMultipleValues = true });
            while (reader.Read())
            {
                using var plan = JsonDocument.ParseValue(ref reader);
                if (KubernetesJson.ReadProperty<PoolPlanStatus>(plan.RootElement, "status") is { DecidedAt: { } at, Desired: not null } status)
                {
                    plans[at] = status;
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"recording \"{path}\" cannot be read: {error.Message}");
        }
        catch (JsonException error)
        {
            throw new UserError($"recording \"{path}\" line {error.LineNumber + 1}: it is not the JSON of PoolPlans: record with kubectl get pplan NAME -o json --watch");
        }

        if (plans.Count < 2)
        {
            throw new UserError($"recording \"{path}\" holds {plans.Count} decisions, two are needed: record with kubectl get pplan NAME -o json --watch");
        }

        var start = plans.Keys.First();
        return
        [
            .. plans.Select(plan => new RecordedDecision(
                plan.Key - start,
                new ReplicaPair(plan.Value.Desired!.Prefill ?? 0, plan.Value.Desired.Decode ?? 0),
                plan.Value.Observed?.RequestsPerSecond ?? 0,
                plan.Value.Observed?.Isl,
                plan.Value.Observed?.Osl)),
        ];
    }
}
