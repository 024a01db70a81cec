using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Storage;

namespace KubeOpsPlanner.DevCluster.Core;

/// <summary>A PodDisruptionBudget's status, as an eviction reads and spends it.</summary>
internal static class DisruptionBudget
{
    public const string AllowedCondition = "DisruptionAllowed";

    /// <summary>Why nothing is allowed: the controller could not tell.</summary>
    public const string SyncFailed = "SyncFailed";

    // As kube-apiserver: what it could not confirm for so long must not grow without end.
    private const int MaxUnconfirmed = 2000;

    private const int RetryAfterSeconds = 10;

    private const string Violation = "Cannot evict pod as it would violate the pod's disruption budget.";

    /// <summary>An empty selector means every pod of the namespace, none at all means none.</summary>
    public static bool Selects(JsonElement budget, JsonElement labels) =>
        budget.At("spec", "selector") is var selector && selector.IsPresent() && LabelSelector.FromObject(selector).Matches(labels);

    /// <param name="isReady">The pod that is to go.</param>
    public static DisruptionVerdict Judge(JsonObject budget, bool isReady)
    {
        var status = budget["status"];
        var (healthy, desired) = (status.Integer("currentHealthy") ?? 0, status.Integer("desiredHealthy") ?? 0);
        // What is not healthy was not counted; it may go where enough others are.
        if (!isReady && (budget.Text("spec", "unhealthyPodEvictionPolicy") == "AlwaysAllow" || (desired > 0 && healthy >= desired)))
            return new DisruptionVerdict(null, IsSpent: false);
        var name = budget.Text("metadata", "name");
        var allowed = status.Integer("disruptionsAllowed") ?? 0;
        StatusException? refusal =
            (status.Integer("observedGeneration") ?? 0) < (budget.Integer("metadata", "generation") ?? 0)
                ? TooMany($"The disruption budget {name} is still being processed by the server.", RetryAfterSeconds)
            : allowed < 0 ? Forbidden(name, "pdb disruptions allowed is negative")
            : status.At("disruptedPods") is JsonObject { Count: > MaxUnconfirmed }
                ? Forbidden(name, "DisruptedPods map too big - too many evictions not confirmed by PDB controller")
            : allowed == 0 ? TooMany(WhyNone(budget, name, desired, healthy), 0)
            : null;
        return new DisruptionVerdict(refusal, IsSpent: refusal is null);
    }

    /// <summary>Takes one disruption off, and tells the controller which pod it was for.</summary>
    public static void Spend(JsonObject budget, string pod, DateTimeOffset now)
    {
        var status = budget.Child("status");
        var left = (status.Integer("disruptionsAllowed") ?? 0) - 1;
        status["disruptionsAllowed"] = left;
        status.Child("disruptedPods")[pod] = Json.Timestamp(now);
        if (left == 0)
            status["conditions"] = Conditions(status, left, now);
    }

    /// <summary>The conditions of a status, with whether a disruption is allowed brought up to date.</summary>
    public static JsonArray Conditions(JsonNode? status, long allowed, DateTimeOffset now)
    {
        var old = status.At("conditions").Items().FirstOrDefault(condition => condition.Text("type") == AllowedCondition);
        var state = allowed > 0 ? "True" : "False";
        var others = status.At("conditions").Items().Where(condition => condition.Text("type") != AllowedCondition);
        return
        [
            .. others.Select(condition => condition?.DeepClone()),
            new JsonObject
            {
                ["type"] = AllowedCondition,
                ["status"] = state,
                ["observedGeneration"] = status.Integer("observedGeneration") ?? 0,
                ["lastTransitionTime"] = old.Text("status") == state ? old.Text("lastTransitionTime") : Json.Timestamp(now),
                ["reason"] = allowed > 0 ? "SufficientPods" : "InsufficientPods",
                ["message"] = "",
            },
        ];
    }

    private static string WhyNone(JsonObject budget, string name, long desired, long healthy)
    {
        var condition = budget.At("status", "conditions").Items().FirstOrDefault(item => item.Text("type") == AllowedCondition);
        return condition.Text("status") == "False" && condition.Text("reason") == SyncFailed
            ? $"The disruption budget {name} does not allow evicting pods currently because it failed sync: {condition.Text("message")}"
            : $"The disruption budget {name} needs {desired} healthy pods and has {healthy} currently";
    }

    private static StatusException TooMany(string why, int retryAfterSeconds)
    {
        var details = new JsonObject { ["causes"] = new JsonArray(new JsonObject { ["reason"] = "DisruptionBudget", ["message"] = why }) };
        if (retryAfterSeconds > 0)
            details["retryAfterSeconds"] = retryAfterSeconds;
        return new StatusException(429, "TooManyRequests", Violation, details);
    }

    private static StatusException Forbidden(string name, string why) => new(
        403, "Forbidden", $"poddisruptionbudget.policy \"{name}\" is forbidden: {why}",
        new JsonObject { ["name"] = name, ["group"] = "policy", ["kind"] = "poddisruptionbudget" });
}

/// <param name="Refusal">Null when the pod may go.</param>
/// <param name="IsSpent">Its going uses up one allowed disruption.</param>
internal readonly record struct DisruptionVerdict(StatusException? Refusal, bool IsSpent);
