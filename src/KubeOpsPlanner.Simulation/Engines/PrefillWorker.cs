namespace KubeOpsPlanner.Simulation.Engines;

/// <summary>
/// Computes prompts in forward passes of at most <see cref="EngineLimits.MaxBatchedTokens"/> tokens, first come first served;
/// longer prompts are chunked over passes and what is left of a pass goes to the next prompt.
/// </summary>
/// <remarks>
/// A pass costs what its chunks add on the profile's TTFT curve, and the fixed cost (the curve at zero) once when a prompt
/// begins in it. A lone prompt thus takes exactly its profiled TTFT, chunked or not; a batch of short ones shares the fixed cost.
/// </remarks>
/// <param name="queue">Of its own.</param>
internal sealed class PrefillWorker(int id, EngineProfile profile, PromptQueue queue) : IEngineWorker
{
    private readonly List<EngineRequest> _batch = [];
    private EnginePass _lastPass;

    public int Id => id;

    public bool IsDraining { get; set; }

    public bool IsIdle => _batch.Count == 0;

    public int Requests => _batch.Count + queue.Count;

    public PromptQueue Queue => queue;

    /// <summary>Set when the worker failed: the pass that it was in never ends.</summary>
    public bool IsGone { get; private set; }

    public IReadOnlyList<EngineRequest> Batch => _batch;

    /// <summary>Prompt tokens that it has begun and not computed.</summary>
    public long UncomputedTokens => _batch.Sum(request => (long)request.Trace.InputTokens - request.PrefilledTokens);

    public PrefillLoad Load => new(id, _lastPass, queue.Tokens);

    public long TokensAhead(EngineRequest request) =>
        UncomputedTokens + queue.Tokens + queue.UncachedTokens(request);

    /// <summary>
    /// Begins a pass with what is unfinished and as many prompts as fit, of its own queue and then, unless draining, of the
    /// router's; null when there is nothing to do.
    /// </summary>
    /// <returns>The pass's duration [ms].</returns>
    public double? BeginPass(PromptQueue atRouter)
    {
        double room = profile.Limits.MaxBatchedTokens;
        double costMs = 0;
        foreach (var request in _batch)
        {
            costMs += PromptChunk.Take(profile, request, ref room);
        }

        var anyBegins = false;
        while (room > 0 && (queue.TryBegin(out var request) || (!IsDraining && atRouter.TryBegin(out request))))
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
    public List<EngineRequest> EndPass()
    {
        var done = _batch.FindAll(IsComplete);
        _batch.RemoveAll(IsComplete);
        return done;
    }

    public IReadOnlyList<EngineRequest> Kill()
    {
        IsGone = true;
        EngineRequest[] held = [.. _batch, .. queue.Clear()];
        _batch.Clear();
        return held;
    }

    private static bool IsComplete(EngineRequest request) => request.IsPrefilled;
}
