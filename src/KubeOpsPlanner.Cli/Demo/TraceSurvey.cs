using KubeOpsPlanner.Simulation.Engines;
using KubeOpsPlanner.Simulation.Traces;

namespace KubeOpsPlanner.Cli.Demo;

/// <summary>What one pass over a trace tells: how long it is and what it asks of the engines at its peak.</summary>
/// <param name="PeakInputTokensPerSecond">Of the busiest window.</param>
/// <param name="PeakOutputTokensPerSecond">Of the busiest window, which may be another one.</param>
/// <param name="LongInputTokens">The prompt length that 90 % of the requests do not exceed, rounded up to 64.</param>
internal sealed record TraceSurvey(
    long Requests,
    TimeSpan Length,
    double PeakInputTokensPerSecond,
    double PeakOutputTokensPerSecond,
    double MeanInputTokens,
    double MeanOutputTokens,
    int LongInputTokens)
{
    private const int Bucket = 64;

    /// <summary>A worker at this share of what it can do keeps its latencies.</summary>
    private const double Utilization = 0.6;

    /// <param name="trace">At least one request.</param>
    /// <param name="window">Over which peaks are averaged.</param>
    public static TraceSurvey Of(IEnumerable<TraceRequest> trace, TimeSpan window)
    {
        var windows = new Dictionary<long, (double Input, double Output)>();
        var lengths = new SortedDictionary<int, long>();
        var (requests, input, output, end) = (0L, 0.0, 0.0, TimeSpan.Zero);
        foreach (var request in trace)
        {
            requests++;
            input += request.InputTokens;
            output += request.OutputTokens;
            end = request.Arrival;
            var number = request.Arrival.Ticks / window.Ticks;
            var sums = windows.GetValueOrDefault(number);
            windows[number] = (sums.Input + request.InputTokens, sums.Output + request.OutputTokens);
            var bucket = (request.InputTokens + Bucket - 1) / Bucket;
            lengths[bucket] = lengths.GetValueOrDefault(bucket) + 1;
        }

        return new TraceSurvey(
            requests,
            end,
            windows.Values.Max(sums => sums.Input) / window.TotalSeconds,
            windows.Values.Max(sums => sums.Output) / window.TotalSeconds,
            input / requests,
            output / requests,
            Quantile(lengths, requests, 0.9) * Bucket);
    }

    /// <summary>GPUs that one graph would need at the peak, were the trace played as it is.</summary>
    public double PeakGpus(EngineProfile engine) => Gpus(engine, PeakInputTokensPerSecond, PeakOutputTokensPerSecond);

    /// <summary>The same on average over the trace.</summary>
    public double MeanGpus(EngineProfile engine)
    {
        var perSecond = Requests / Math.Max(1, Length.TotalSeconds);
        return Gpus(engine, perSecond * MeanInputTokens, perSecond * MeanOutputTokens);
    }

    private double Gpus(EngineProfile engine, double inputTokensPerSecond, double outputTokensPerSecond)
    {
        var prefill = MeanInputTokens / engine.PrefillTtftMs.Extrapolated(MeanInputTokens) * 1000 * Utilization;
        var context = MeanInputTokens + (MeanOutputTokens / 2);
        var sequences = Math.Clamp(engine.MaxKvTokens * Utilization / context, 1, engine.Limits.MaxSequences);
        var decode = sequences / engine.ItlMs((int)sequences, sequences * context) * 1000;
        return (inputTokensPerSecond / prefill * engine.PrefillGpus) + (outputTokensPerSecond / decode * engine.DecodeGpus);
    }

    private static int Quantile(SortedDictionary<int, long> counts, long total, double share)
    {
        var seen = 0L;
        foreach (var (value, count) in counts)
        {
            seen += count;
            if (seen >= share * total)
            {
                return value;
            }
        }

        return 0;
    }
}
