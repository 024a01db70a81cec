namespace KubeOpsPlanner.Simulation.Engines;

/// <summary>A part of a prompt that is computed in one forward pass.</summary>
internal static class PromptChunk
{
    /// <summary>Computes as much of a prompt as there is room for.</summary>
    /// <param name="room">Tokens that the pass has left; reduced by what is taken.</param>
    /// <returns>What the chunk adds to the pass [ms], on the profile's TTFT curve.</returns>
    public static double Take(EngineProfile profile, EngineRequest request, ref double room)
    {
        var from = request.PrefilledTokens;
        var to = (int)Math.Min(request.Trace.InputTokens, from + Math.Max(0, room));
        request.PrefilledTokens = to;
        room -= to - from;
        return profile.PrefillTtftMs.Extrapolated(to) - profile.PrefillTtftMs.Extrapolated(from);
    }
}
