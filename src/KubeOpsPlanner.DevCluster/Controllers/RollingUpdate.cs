using System.Text.Json;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Controllers;

/// <summary>How many pods more and fewer than asked for a rollout may make do with.</summary>
/// <param name="IsRecreate">All old pods go before the first new one comes.</param>
internal sealed record RollingUpdate(bool IsRecreate, int MaxSurge, int MaxUnavailable)
{
    private const string DefaultShare = "25%";

    public static RollingUpdate Of(JsonElement deployment, int desired)
    {
        var strategy = deployment.At("spec", "strategy");
        if (strategy.Text("type") == "Recreate")
            return new RollingUpdate(true, 0, 0);
        var surge = Resolve(strategy.At("rollingUpdate", "maxSurge"), desired, roundsUp: true);
        var unavailable = Resolve(strategy.At("rollingUpdate", "maxUnavailable"), desired, roundsUp: false);
        // Small deployments round both to nothing, and would never move.
        return new RollingUpdate(false, surge, surge == 0 && unavailable == 0 ? 1 : Math.Min(unavailable, desired));
    }

    private static int Resolve(JsonElement value, int desired, bool roundsUp)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var count))
            return count;
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : DefaultShare;
        if (!text.EndsWith('%') || !int.TryParse(text[..^1], out var percent))
            return 0;
        return roundsUp ? (desired * percent + 99) / 100 : desired * percent / 100;
    }
}
