namespace KubeOpsPlanner.Simulation.Engines;

/// <summary>Requests that wait for one role, wherever they do, and their prompt tokens.</summary>
internal sealed class RequestTally
{
    public int Count { get; private set; }

    public long Tokens { get; private set; }

    public void Add(EngineRequest request)
    {
        Count++;
        Tokens += request.Trace.InputTokens;
    }

    public void Remove(EngineRequest request)
    {
        Count--;
        Tokens -= request.Trace.InputTokens;
    }
}
