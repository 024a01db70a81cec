using KubeOpsPlanner.Planning.Budgeting.Bands;

namespace KubeOpsPlanner.Planning.Sizing;

/// <summary>Time to ready of both roles, as measured on this very graph.</summary>
public sealed record StartupTimes(RoleStartup Prefill, RoleStartup Decode)
{
    public static StartupTimes Unknown { get; } = new(RoleStartup.Unknown, RoleStartup.Unknown);

    /// <summary>Of the slower role; 0 before any start was seen.</summary>
    public double SlowestSeconds => Math.Max(Prefill.SlowestSeconds ?? 0, Decode.SlowestSeconds ?? 0);

    /// <summary>Of which roles a start was seen.</summary>
    public (bool Prefill, bool Decode) IsMeasured => (Prefill.Seconds.Count > 0, Decode.Seconds.Count > 0);

    public StartupTimes Observe(TimeSpan now, ReplicaPair wanted, ServingReplicas serving)
    {
        var (prefill, decode) = (Prefill.Observe(now, wanted.Prefill, serving.Prefill), Decode.Observe(now, wanted.Decode, serving.Decode));
        return prefill == Prefill && decode == Decode ? this : new StartupTimes(prefill, decode);
    }
}
