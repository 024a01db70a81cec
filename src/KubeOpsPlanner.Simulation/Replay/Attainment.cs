namespace KubeOpsPlanner.Simulation.Replay;

/// <summary>How many requests met their targets. Sums over windows and pools are again attainments.</summary>
/// <param name="Finished">Requests judged; the other counts of requests are out of these.</param>
/// <param name="MetTtft">First token in time.</param>
/// <param name="MetItl">Mean ITL in time; single-token answers meet it.</param>
/// <param name="MetBoth">Both at once, the joint SLA.</param>
/// <param name="FirstTokens">Requests in <paramref name="TtftSumMs"/>.</param>
/// <param name="TokenGaps">Gaps between tokens in <paramref name="ItlSumMs"/>.</param>
public readonly record struct Attainment(
    long Finished, long MetTtft, long MetItl, long MetBoth, long FirstTokens, double TtftSumMs, long TokenGaps, double ItlSumMs)
{
    public static Attainment None => default;

    /// <summary>0..1; null when nothing finished, which is not the same as nothing met.</summary>
    public double? TtftShare => Share(MetTtft);

    public double? ItlShare => Share(MetItl);

    public double? JointShare => Share(MetBoth);

    public double? MeanTtftMs => FirstTokens == 0 ? null : TtftSumMs / FirstTokens;

    /// <summary>Over token gaps, as a frontend's histogram would have it.</summary>
    public double? MeanItlMs => TokenGaps == 0 ? null : ItlSumMs / TokenGaps;

    /// <summary>Judges one request; a failed one met nothing.</summary>
    public static Attainment Of(RequestOutcome outcome, LatencyTargets targets)
    {
        var metTtft = outcome is { Succeeded: true, TtftMs: { } ttftMs } && ttftMs <= targets.TtftMs;
        var metItl = outcome.Succeeded && (outcome.ItlMs ?? 0) <= targets.ItlMs;
        var gaps = outcome.ItlMs is null ? 0 : outcome.Request.OutputTokens - 1;
        return new Attainment(
            1,
            metTtft ? 1 : 0,
            metItl ? 1 : 0,
            metTtft && metItl ? 1 : 0,
            outcome.TtftMs is null ? 0 : 1,
            outcome.TtftMs ?? 0,
            gaps,
            gaps * (outcome.ItlMs ?? 0));
    }

    public static Attainment operator +(Attainment a, Attainment b) => new(
        a.Finished + b.Finished,
        a.MetTtft + b.MetTtft,
        a.MetItl + b.MetItl,
        a.MetBoth + b.MetBoth,
        a.FirstTokens + b.FirstTokens,
        a.TtftSumMs + b.TtftSumMs,
        a.TokenGaps + b.TokenGaps,
        a.ItlSumMs + b.ItlSumMs);

    /// <summary>Counts requests that met nothing and will not: those that a run's end leaves waiting.</summary>
    public Attainment PlusMissed(long requests) => this with { Finished = Finished + requests };

    private double? Share(long met) => Finished == 0 ? null : (double)met / Finished;
}
