namespace KubeOpsPlanner.Simulation.Engines;

/// <summary>
/// Computes prompts in forward passes of at most <see cref="EngineLimits.MaxBatchedTokens"/> tokens, first come first served;
/// longer prompts are chunked over passes and what is left of a pass goes to the next prompt.
/// </summary>
/// <remarks>
/// A pass costs what its chunks add on the profile's TTFT curve, and the fixed cost (the curve at zero) once when a prompt
/// begins in it. A lone prompt thus takes exactly its profiled TTFT, chunked or not; a batch of short ones shares the fixed cost.
/// </remarks>
internal sealed class PrefillWorker(int id, EngineProfile profile) : IEngineWorker
{
    private readonly List<EngineRequest> _batch = [];
    private EnginePass _lastPass;

    public bool IsDraining { get; set; }

    public bool IsIdle => _batch.Count == 0;

    /// <summary>Set when the worker failed: the pass that it was in never ends.</summary>
    public bool IsGone { get; private set; }

    public IReadOnlyList<EngineRequest> Batch => _batch;

    public PrefillLoad Load => new(id, _lastPass);

    /// <summary>Begins a pass with what is unfinished and, unless draining, as many waiting prompts as fit; null when there is nothing to do.</summary>
    /// <returns>The pass's duration [ms].</returns>
    public double? BeginPass(PromptQueue waiting)
    {
        double room = profile.Limits.MaxBatchedTokens;
        double costMs = 0;
        foreach (var request in _batch)
        {
            costMs += PromptChunk.Take(profile, request, ref room);
        }

        var anyBegins = false;
        while (!IsDraining && room > 0 && waiting.TryTake(out var request))
        {
            _batch.Add(request);
            anyBegins = true;
            costMs += PromptChunk.Take(profile, request, ref room);
        }

        if (IsIdle)
        {
            return null;
        }

        costMs += anyBegins ? profile.PrefillFixedMs : 0;
        _lastPass = new EnginePass(profile.Limits.MaxBatchedTokens - room, _batch.Count, 0, 0, costMs);
        return costMs;
    }

    /// <summary>Ends the pass and hands over the prompts that are complete.</summary>
    public IReadOnlyList<EngineRequest> EndPass()
    {
        var done = _batch.FindAll(IsComplete);
        _batch.RemoveAll(IsComplete);
        return done;
    }

    public IReadOnlyList<EngineRequest> Kill()
    {
        IsGone = true;
        EngineRequest[] held = [.. _batch];
        _batch.Clear();
        return held;
    }

    private static bool IsComplete(EngineRequest request) => request.IsPrefilled;
}
