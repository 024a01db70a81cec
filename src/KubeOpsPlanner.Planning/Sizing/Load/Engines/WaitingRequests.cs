namespace KubeOpsPlanner.Planning.Sizing.Load.Engines;

/// <summary>
/// Requests that wait in a router or frontend and are with no engine yet. No engine reports them, and yet they are the
/// queue that users feel; spread evenly, since a router hands them out evenly.
/// </summary>
internal static class WaitingRequests
{
    /// <param name="isDecode">They bring their whole context; before prefill they bring a prompt.</param>
    public static IEnumerable<EngineLoad> Spread(RoleEngines role, IReadOnlyList<EngineLoad> fresh, bool isDecode, double? promptTokens, double? outputTokens)
    {
        if (role.WaitingRequests is not { } waiting || !double.IsFinite(waiting) || promptTokens is not { } prompt) return fresh;
        var share = Math.Max(0, waiting) / Math.Max(1, fresh.Count) * (isDecode ? prompt + ((outputTokens ?? 0) / 2) : prompt);
        return fresh.Select(engine => isDecode
            ? engine with { QueuedDecodeKvTokens = (engine.QueuedDecodeKvTokens ?? 0) + share }
            : engine with { QueuedPrefillTokens = (engine.QueuedPrefillTokens ?? 0) + share });
    }
}
