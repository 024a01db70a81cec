using System.Diagnostics.CodeAnalysis;

namespace KubeOpsPlanner.Simulation.Engines;

/// <summary>Prompts that wait at the router, first come first served, and what the prefix cache saves when one begins.</summary>
internal sealed class PromptQueue(PrefixCache? cache)
{
    private readonly Queue<EngineRequest> _waiting = new();

    public int Count => _waiting.Count;

    public long WaitingTokens { get; private set; }

    /// <summary>Tokens of all prompts that have begun.</summary>
    public long BegunTokens { get; private set; }

    public long ReusedTokens { get; private set; }

    public IEnumerable<EngineRequest> Waiting => _waiting;

    public void Add(EngineRequest request)
    {
        _waiting.Enqueue(request);
        WaitingTokens += request.Trace.InputTokens;
    }

    public bool TryPeek([NotNullWhen(true)] out EngineRequest? request) => _waiting.TryPeek(out request);

    public bool TryTake([NotNullWhen(true)] out EngineRequest? request)
    {
        if (!_waiting.TryDequeue(out request))
        {
            return false;
        }

        WaitingTokens -= request.Trace.InputTokens;
        BegunTokens += request.Trace.InputTokens;
        request.ReusedTokens = request.PrefilledTokens = cache?.Reuse(request) ?? 0;
        ReusedTokens += request.ReusedTokens;
        return true;
    }
}
