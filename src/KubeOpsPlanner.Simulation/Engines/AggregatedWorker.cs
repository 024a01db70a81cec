namespace KubeOpsPlanner.Simulation.Engines;

/// <summary>
/// An engine that does both phases. While prompts are unfinished it goes iteration by iteration: one token for every
/// running sequence, and prompt chunks in what the batch has left. Without prompts it decodes as <see cref="DecodeWorker"/> does.
/// </summary>
/// <remarks>
/// An iteration with a chunk takes the decode step's time and the chunk's on top, so prompts slow the running sequences
/// down: the interference that disaggregation removes.
/// </remarks>
/// <param name="queue">Of its own.</param>
internal sealed class AggregatedWorker(int id, EngineProfile profile, PromptQueue queue) : IDecodingWorker
{
    private readonly DecodeWorker _decode = new(id, profile, new RequestQueue(new RequestTally()));
    private readonly List<EngineRequest> _prompts = [];
    private long _promptKvTokens;

    public int Id => id;

    public bool IsDraining
    {
        get => _decode.IsDraining;
        set => _decode.IsDraining = value;
    }

    public bool IsIdle => _prompts.Count == 0 && queue.Count == 0 && _decode.IsIdle;

    public int Requests => queue.Count + _prompts.Count + Sequences;

    public PromptQueue Queue => queue;

    public IReadOnlyList<EngineRequest> Prompts => _prompts;

    /// <summary>Prompt tokens that it has admitted and not computed.</summary>
    public long UncomputedTokens => _prompts.Sum(request => (long)request.Trace.InputTokens - request.PrefilledTokens);

    public int Sequences => _decode.Sequences;

    public DecodeLoad Load => _decode.Load with { QueuedPromptTokens = queue.Tokens };

    public double KvUsage => _decode.KvUsage;

    public long ReservedKvTokens => _decode.ReservedKvTokens + _promptKvTokens;

    /// <summary>Changes whenever the next iteration does.</summary>
    public int Version => _decode.Version;

    /// <summary>True while an iteration computes prompt chunks, which a request that comes now cannot join any more.</summary>
    public bool IsComputingPrompts { get; private set; }

    public bool CanAdmit(EngineRequest request) =>
        Sequences + _prompts.Count < profile.Limits.MaxSequences
        && ReservedKvTokens + request.FinalKvTokens <= profile.MaxKvTokens;

    public long TokensAhead(EngineRequest request) =>
        UncomputedTokens + queue.Waiting.Sum(waiting => waiting.FinalKvTokens) + ReservedKvTokens + queue.UncachedTokens(request);

    /// <summary>Admits from its queue as long as the next has room.</summary>
    /// <returns>How many.</returns>
    public int AdmitQueued()
    {
        var admitted = 0;
        while (queue.TryPeek(out var next) && CanAdmit(next) && queue.TryBegin(out var request))
        {
            _prompts.Add(request);
            _promptKvTokens += request.FinalKvTokens;
            admitted++;
        }

        return admitted;
    }

    /// <summary>Prices the next iteration; null when idle.</summary>
    /// <returns>When it ends [ms].</returns>
    public double? BeginIteration(double nowMs)
    {
        _decode.Settle(nowMs);
        IsComputingPrompts = _prompts.Count > 0;
        if (!IsComputingPrompts)
        {
            return _decode.BeginStep();
        }

        double most = Math.Max(1, profile.Limits.MaxBatchedTokens - Sequences);
        var (room, prompts, costMs, begins) = (most, 0, 0.0, false);
        foreach (var request in _prompts)
        {
            if (room <= 0)
            {
                break;
            }

            prompts++;
            begins |= request.IsAtItsBeginning;
            costMs += PromptChunk.Take(profile, request, ref room);
        }

        // A running batch pays for its forward pass already.
        costMs += begins && Sequences == 0 ? profile.PrefillFixedMs : 0;
        return _decode.BeginIteration(new EnginePass(most - room, prompts, 0, 0, costMs));
    }

    /// <summary>Ends the iteration: prompts that are complete give their first token, sequences that are complete leave.</summary>
    public (IReadOnlyList<EngineRequest> FirstTokens, IReadOnlyList<EngineRequest> Finished) EndIteration(double nowMs)
    {
        var finished = _decode.TakeFinished(nowMs);
        if (!IsComputingPrompts)
        {
            return ([], finished);
        }

        IsComputingPrompts = false;
        var prefilled = _prompts.FindAll(request => request.IsPrefilled);
        _prompts.RemoveAll(request => request.IsPrefilled);
        foreach (var request in prefilled)
        {
            _promptKvTokens -= request.FinalKvTokens;
            if (request.Trace.OutputTokens > 1)
            {
                _decode.Admit(request, nowMs);
            }
        }

        return (prefilled, finished);
    }

    public IReadOnlyList<EngineRequest> Kill()
    {
        IReadOnlyList<EngineRequest> held = [.. _prompts, .. _decode.Kill(), .. queue.Clear()];
        _prompts.Clear();
        _promptKvTokens = 0;
        return held;
    }
}
