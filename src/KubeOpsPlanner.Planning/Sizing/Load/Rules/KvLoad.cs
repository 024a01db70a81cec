using KubeOpsPlanner.Planning.Sizing.Load.Engines;

namespace KubeOpsPlanner.Planning.Sizing.Load.Rules;

/// <summary>Sums that several rules read.</summary>
internal static class KvLoad
{
    /// <summary>In and before the cache. A source without a queue before decode counts as one without waiting requests.</summary>
    public static double? Tokens(EngineLoad engine) => engine.DecodeKvTokens + (engine.QueuedDecodeKvTokens ?? 0);

    public static double? Size(EngineLoad engine, RoleLoad role) => engine.MaxKvTokens ?? role.Capabilities.MaxKvTokens;
}
