using System.Diagnostics.CodeAnalysis;

namespace KubeOpsPlanner.Simulation.Engines;

/// <summary>Requests that wait at the router or in one engine, first come first served.</summary>
/// <param name="tally">Of all queues of the role.</param>
internal class RequestQueue(RequestTally tally)
{
    private readonly Queue<EngineRequest> _waiting = new();

    public int Count => _waiting.Count;

    /// <summary>Prompt tokens of those that wait here.</summary>
    public long Tokens { get; private set; }

    public IEnumerable<EngineRequest> Waiting => _waiting;

    public void Add(EngineRequest request)
    {
        _waiting.Enqueue(request);
        Tokens += request.Trace.InputTokens;
        tally.Add(request);
    }

    public bool TryPeek([NotNullWhen(true)] out EngineRequest? request) => _waiting.TryPeek(out request);

    public bool TryTake([NotNullWhen(true)] out EngineRequest? request)
    {
        if (!_waiting.TryDequeue(out request))
        {
            return false;
        }

        Tokens -= request.Trace.InputTokens;
        tally.Remove(request);
        return true;
    }

    /// <returns>What waited here.</returns>
    public IReadOnlyList<EngineRequest> Clear()
    {
        List<EngineRequest> waited = [];
        while (TryTake(out var request))
        {
            waited.Add(request);
        }

        return waited;
    }
}
