using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Sizing.Load.Engines;

namespace KubeOpsPlanner.Planning.Sizing.Load.Latencies;

/// <summary>
/// How long a forward pass of one pool's engines takes, learned from the passes that they report: prompts alone over their
/// tokens, decode alone over requests and KV tokens, both together over prompt and KV tokens.
/// </summary>
public sealed record PassModel
{
    private PassModel(LoadOptions options) => Options = options;

    public LoadOptions Options { get; }

    public PassSamples PrefillSamples { get; private init; } = PassSamples.None(1);

    public PassSamples DecodeSamples { get; private init; } = PassSamples.None(2);

    public PassSamples MixedSamples { get; private init; } = PassSamples.None(2);

    /// <summary>Null until enough passes were seen, or while they make no sense.</summary>
    public PassLine? Prefill { get; private init; }

    /// <inheritdoc cref="Prefill"/>
    public PassLine? Decode { get; private init; }

    /// <inheritdoc cref="Prefill"/>
    public PassLine? Mixed { get; private init; }

    /// <summary>Prompt tokens per prompt and pass, as far as passes tell.</summary>
    private ValueList<double> PromptLengths { get; init; } = [];

    /// <summary>KV tokens per request that decodes.</summary>
    private ValueList<double> ContextLengths { get; init; } = [];

    /// <summary>Prompt tokens that ride along with decode.</summary>
    private ValueList<double> PrefillShares { get; init; } = [];

    public double? MeanPromptTokens => Mean(PromptLengths);

    public double? MeanContextTokens => Mean(ContextLengths);

    public double MeanPrefillShare => Mean(PrefillShares) ?? 0;

    public static PassModel Create(LoadOptions options) => new(options);

    public PassSummary Summary => new(
        PrefillSamples.All, DecodeSamples.All, MixedSamples.All, MeanPromptTokens, MeanContextTokens, Mean(PrefillShares));

    /// <summary>As if the passes of the summary had been learned, the oldest first; what was learned here before is gone.</summary>
    public PassModel Restore(PassSummary summary) => Fitted(this with
    {
        PrefillSamples = Restored(summary.Prefill, 1),
        DecodeSamples = Restored(summary.Decode, 2),
        MixedSamples = Restored(summary.Mixed, 2),
        PromptLengths = Repeated(summary.MeanPromptTokens, summary.Prefill.Count + summary.Mixed.Count),
        ContextLengths = Repeated(summary.MeanContextTokens, summary.Decode.Count + summary.Mixed.Count),
        PrefillShares = Repeated(summary.MeanPrefillShare, summary.Decode.Count + summary.Mixed.Count),
    });

    public PassModel Learn(IEnumerable<ForwardPass> passes)
    {
        var learned = new NewPasses(PrefillShares.Count > 0);
        foreach (var pass in passes.Where(pass => pass.IsInformative)) learned.Add(pass);
        if (learned.Count == 0) return this;
        var (most, buckets) = (Options.MaxSamples, Options.SampleBuckets);
        return Fitted(this with
        {
            PrefillSamples = PrefillSamples.Add(learned.Prefill, most, buckets),
            DecodeSamples = DecodeSamples.Add(learned.Decode, most, buckets),
            MixedSamples = MixedSamples.Add(learned.Mixed, most, buckets),
            PromptLengths = PromptLengths.Append(learned.PromptLengths, most),
            ContextLengths = ContextLengths.Append(learned.ContextLengths, most),
            PrefillShares = PrefillShares.Append(learned.PrefillShares, most),
        });
    }

    /// <returns>0 without work; null while the passes of this kind do not tell.</returns>
    public double? Seconds(double prefillTokens, double decodeRequests, double decodeKvTokens)
    {
        var decodes = decodeRequests > 0 || decodeKvTokens > 0;
        return (prefillTokens > 0, decodes) switch
        {
            (false, false) => 0,
            (true, false) => Prefill?.Seconds(prefillTokens, 0),
            (false, true) => Decode?.Seconds(decodeRequests, decodeKvTokens),
            // Passes that overlap take less than both alone, so the sum is careful until mixed ones were seen.
            _ => Mixed?.Seconds(prefillTokens, decodeKvTokens)
                ?? (Prefill?.Seconds(prefillTokens, 0) + Decode?.Seconds(decodeRequests, decodeKvTokens)),
        };
    }

    /// <summary>Seconds for so many prompt tokens, pass by pass, while the engine decodes on.</summary>
    /// <param name="tokensPerPass">What one pass takes.</param>
    /// <returns>Null while the passes of this kind do not tell.</returns>
    public double? ChunkedSeconds(double prefillTokens, double tokensPerPass, double decodeRequests, double decodeKvTokens)
    {
        var full = Math.Floor(prefillTokens / tokensPerPass);
        var rest = prefillTokens - (full * tokensPerPass);
        var last = rest > 0 ? Seconds(rest, decodeRequests, decodeKvTokens) : 0;
        return full > 0 ? (full * Seconds(tokensPerPass, decodeRequests, decodeKvTokens)) + last : last;
    }

    /// <summary>Of the kinds that have other samples now.</summary>
    private PassModel Fitted(PassModel next) => next with
    {
        Prefill = Fit(PrefillSamples, next.PrefillSamples, Prefill),
        Decode = Fit(DecodeSamples, next.DecodeSamples, Decode),
        Mixed = Fit(MixedSamples, next.MixedSamples, Mixed),
    };

    /// <summary>A mean weighs as much against new passes as what it came from did.</summary>
    private ValueList<double> Repeated(double? mean, int passes) =>
        mean is { } value ? [.. Enumerable.Repeat(value, Math.Min(passes, Options.MaxSamples))] : [];

    private PassSamples Restored(ValueList<PassSample> samples, int axes) =>
        new([.. samples.TakeLast(Options.MaxSamples)], axes);

    private PassLine? Fit(PassSamples before, PassSamples samples, PassLine? line)
    {
        if (ReferenceEquals(before, samples)) return line;
        return samples.All.Count >= Options.MinObservations ? NonNegativeRegression.Fit(samples.All) : null;
    }

    private static double? Mean(ValueList<double> values) => values.Count == 0 ? null : values.Sum() / values.Count;

    /// <summary>Passes that came since the last look, by what they tell about.</summary>
    /// <param name="tellsShares">Whether prompts rode along with decode before; the first one that does begins to count.</param>
    private sealed class NewPasses(bool tellsShares)
    {
        public int Count { get; private set; }

        public List<PassSample> Prefill { get; } = [];

        public List<PassSample> Decode { get; } = [];

        public List<PassSample> Mixed { get; } = [];

        public List<double> PromptLengths { get; } = [];

        public List<double> ContextLengths { get; } = [];

        public List<double> PrefillShares { get; } = [];

        public void Add(ForwardPass pass)
        {
            Count++;
            if (pass is { HasPrefill: true, HasDecode: false }) Prefill.Add(new PassSample(pass.PrefillTokens, 0, pass.Seconds));
            else if (!pass.HasPrefill) Decode.Add(new PassSample(pass.DecodeRequests, pass.DecodeKvTokens, pass.Seconds));
            else Mixed.Add(new PassSample(pass.PrefillTokens, pass.DecodeKvTokens, pass.Seconds));
            if (pass is { HasPrefill: true, PrefillRequests: > 0 }) PromptLengths.Add(pass.PrefillTokens / pass.PrefillRequests);
            if (pass is { DecodeRequests: > 0, DecodeKvTokens: > 0 }) ContextLengths.Add(pass.DecodeKvTokens / pass.DecodeRequests);
            if (pass.HasDecode && (pass.HasPrefill || tellsShares || PrefillShares.Count > 0)) PrefillShares.Add(pass.PrefillTokens);
        }
    }
}
