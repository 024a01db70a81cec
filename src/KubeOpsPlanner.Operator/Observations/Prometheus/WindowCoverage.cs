namespace KubeOpsPlanner.Operator.Observations.Prometheus;

/// <summary>
/// How much of a window a Prometheus has seen of the counters of requests. <c>increase</c> counts from the first sample to the last:
/// what came before and after reads as silence.
/// </summary>
/// <param name="SeenSeconds">Of the window, by the counter that was seen least.</param>
/// <param name="MissedRequests">Beyond what <c>increase</c> counts; null where too little was seen to say, so that the window is unknown.</param>
public sealed record WindowCoverage(double SeenSeconds, double? MissedRequests)
{
    /// <summary>Scrapes that may be late or lost at either end: <c>increase</c> carries a rate on for about as long.</summary>
    private const double ToleratedScrapes = 1.5;

    /// <summary>Of the window. What was seen for less says too little about the rest.</summary>
    private const double LeastSeen = 0.5;

    /// <summary>Of all requests. What is unknown of a counter that had counted no more than that is not worth a hold.</summary>
    private const double Negligible = 0.1;

    /// <param name="end">Of the window, on the server's clock.</param>
    /// <param name="pods">That serve now, so that their counters ought to be there; where one of another pod ended, another took its place.</param>
    public static WindowCoverage Of(IReadOnlyList<SampledSeries> series, double windowSeconds, double end, IReadOnlyCollection<string> pods)
    {
        if (ScrapeSeconds(series) is not { } scrape) return new WindowCoverage(0, null);
        var counters = series.Select(one => new Counter(one, end - windowSeconds, end)).ToList();
        var tolerance = ToleratedScrapes * scrape;
        var isAnyFresh = counters.Exists(counter => counter.Trail <= tolerance);
        var most = Negligible * counters.Sum(counter => counter.Added);
        var (missed, seen) = (0.0, windowSeconds);
        foreach (var counter in counters)
        {
            var unseen = 0.0;
            if (counter.Lead > tolerance)
            {
                missed += counter.MissedBefore;
                if (!counter.MayHaveBegun && counter.First > most) unseen += counter.Lead;
            }

            if (counter.Trail > tolerance && (!isAnyFresh || pods.Contains(counter.Pod)))
            {
                missed += counter.Rate * counter.Trail;
                unseen += counter.Trail;
            }

            seen = Math.Min(seen, windowSeconds - unseen);
        }

        return new WindowCoverage(seen, seen < LeastSeen * windowSeconds ? null : missed);
    }

    /// <summary>The usual time between two samples; a gap does not make it longer. Null where nothing was sampled twice.</summary>
    private static double? ScrapeSeconds(IReadOnlyList<SampledSeries> series)
    {
        var gaps = series.SelectMany(one => one.Samples.Zip(one.Samples.Skip(1), (before, after) => after.At - before.At)).Order().ToList();
        return gaps.Count == 0 ? null : gaps[gaps.Count / 2];
    }

    /// <summary>One counter within the window.</summary>
    private readonly record struct Counter
    {
        public Counter(SampledSeries series, double start, double end)
        {
            var samples = series.Samples;
            var seconds = samples[^1].At - samples[0].At;
            Pod = series.Labels.GetValueOrDefault("pod", "");
            (Lead, Trail, First) = (samples[0].At - start, end - samples[^1].At, samples[0].Value);

            // A process that starts again counts from zero.
            for (var i = 1; i < samples.Count; i++) Added += samples[i].Value - (samples[i].Value >= samples[i - 1].Value ? samples[i - 1].Value : 0);
            Rate = seconds > 0 ? Added / seconds : 0;
            MissedBefore = seconds > 0 ? Math.Min(First, Rate * Lead) : First;
            MayHaveBegun = seconds > 0 && First <= Rate * Lead;
        }

        public string Pod { get; }

        /// <summary>From the window's start to the first sample.</summary>
        public double Lead { get; }

        /// <summary>From the last sample to the window's end.</summary>
        public double Trail { get; }

        public double First { get; }

        public double Added { get; } = 0;

        public double Rate { get; }

        /// <summary>Never more than it had counted.</summary>
        public double MissedBefore { get; }

        /// <summary>At its own rate it was at zero within the window, so nothing came before its first value.</summary>
        public bool MayHaveBegun { get; }
    }
}
