namespace KubeOpsPlanner.Simulation.Engines;

/// <summary>
/// Computes prompts in forward passes of at most <see cref="EngineLimits.MaxBatchedTokens"/> tokens, first come first served;
/// longer prompts are chunked over passes and what is left of a pass goes to the next prompt.
/// </summary>
/// <remarks>
/// A pass costs what its chunks add on the profile's TTFT curve, and the fixed cost (the curve at zero) once when a prompt
/// begins in it. A lone prompt thus takes exactly its profiled TTFT, chunked or not; a batch of short ones shares the fixed cost.
/// </remarks>
internal sealed class PrefillWorker(EngineProfile profile)
{
    private readonly List<EngineRequest> _batch = [];
    private readonly double _fixedMs = profile.PrefillTtftMs.Extrapolated(0);

    public bool IsDraining { get; set; }

    /// <summary>True while a pass runs.</summary>
    public bool IsBusy { get; private set; }

    public IReadOnlyList<EngineRequest> Batch => _batch;

    /// <summary>Begins a pass with what is unfinished and, unless draining, as many waiting prompts as fit; null when there is nothing to do.</summary>
    /// <returns>The pass's duration [ms].</returns>
    public double? BeginPass(Queue<EngineRequest> waiting)
    {
        double room = profile.Limits.MaxBatchedTokens;
        double costMs = 0;
        foreach (var request in _batch)
        {
            costMs += TakeChunk(request, ref room);
        }

        var anyBegins = false;
        while (!IsDraining && room > 0 && waiting.TryDequeue(out var request))
        {
            _batch.Add(request);
            anyBegins = true;
            costMs += TakeChunk(request, ref room);
        }

        IsBusy = _batch.Count > 0;
        return IsBusy ? costMs + (anyBegins ? _fixedMs : 0) : null;
    }

    /// <summary>Ends the pass and hands over the prompts that are complete.</summary>
    public IEnumerable<EngineRequest> EndPass()
    {
        IsBusy = false;
        var done = _batch.FindAll(IsComplete);
        _batch.RemoveAll(IsComplete);
        return done;
    }

    private static bool IsComplete(EngineRequest request) => request.PrefilledTokens >= request.Trace.InputTokens;

    private double TakeChunk(EngineRequest request, ref double room)
    {
        var from = request.PrefilledTokens;
        var to = (int)Math.Min(request.Trace.InputTokens, from + room);
        request.PrefilledTokens = to;
        room -= to - from;
        return profile.PrefillTtftMs.Extrapolated(to) - profile.PrefillTtftMs.Extrapolated(from);
    }
}
