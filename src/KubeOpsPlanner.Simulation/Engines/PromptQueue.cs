using System.Diagnostics.CodeAnalysis;

namespace KubeOpsPlanner.Simulation.Engines;

/// <summary>Prompts that wait at the router or in one engine, and what the prefix cache saves when one begins.</summary>
internal sealed class PromptQueue(PrefixCache? cache, PromptTally tally) : RequestQueue(tally.Waiting)
{
    /// <summary>Takes the next prompt to compute it.</summary>
    public bool TryBegin([NotNullWhen(true)] out EngineRequest? request)
    {
        if (!TryTake(out request))
        {
            return false;
        }

        request.ReusedTokens = request.PrefilledTokens = cache?.Reuse(request) ?? 0;
        tally.Begin(request);
        return true;
    }

    /// <summary>Tokens of a prompt that would have to be computed if it began now.</summary>
    public int UncachedTokens(EngineRequest request) => request.Trace.InputTokens - (cache?.Known(request) ?? 0);
}
