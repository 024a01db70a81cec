namespace KubeOpsPlanner.Simulation.Engines;

/// <summary>
/// An engine that does both phases. While prompts are unfinished it goes iteration by iteration: one token for every
/// running sequence, and prompt chunks in what the batch has left. Without prompts it decodes as <see cref="DecodeWorker"/> does.
/// </summary>
/// <remarks>
/// An iteration with a chunk takes the decode step's time and the chunk's on top, so prompts slow the running sequences
/// down: the interference that disaggregation removes.
/// </remarks>
internal sealed class AggregatedWorker(int id, EngineProfile profile) : IEngineWorker
{
    private readonly DecodeWorker _decode = new(id, profile);
    private readonly List<EngineRequest> _prompts = [];
    private long _promptKvTokens;

    public bool IsDraining
    {
        get => _decode.IsDraining;
        set => _decode.IsDraining = value;
    }

    public bool IsIdle => _prompts.Count == 0 && _decode.IsIdle;

    public IReadOnlyList<EngineRequest> Prompts => _prompts;

    public int Sequences => _decode.Sequences;

    public DecodeLoad Load => _decode.Load;

    public double KvUsage => _decode.KvUsage;

    public long ReservedKvTokens => _decode.ReservedKvTokens + _promptKvTokens;

    /// <summary>Changes whenever the next iteration does.</summary>
    public int Version => _decode.Version;

    /// <summary>True while an iteration computes prompt chunks, which a request that comes now cannot join any more.</summary>
    public bool IsComputingPrompts { get; private set; }

    public bool CanAdmit(EngineRequest request) =>
        !IsDraining
        && Sequences + _prompts.Count < profile.Limits.MaxSequences
        && ReservedKvTokens + request.FinalKvTokens <= profile.MaxKvTokens;

    public void Admit(EngineRequest request)
    {
        _prompts.Add(request);
        _promptKvTokens += request.FinalKvTokens;
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
        IReadOnlyList<EngineRequest> held = [.. _prompts, .. _decode.Kill()];
        _prompts.Clear();
        _promptKvTokens = 0;
        return held;
    }
}
