using KubeOpsPlanner.Simulation.Engines;
using KubeOpsPlanner.Simulation.Traces;

namespace KubeOpsPlanner.Simulation.Replay.Baselines.Bound;

/// <summary>
/// The least time for which decoding a request occupies an engine, whatever it is batched with: so much a token and so much
/// a token of context, such that no batch that an engine holds takes less than the sum over its sequences.
/// </summary>
/// <param name="MsPerToken">Of each generated token.</param>
/// <param name="MsPerContextToken">Of each generated token, per token that its sequence holds then.</param>
internal readonly record struct DecodeCost(double MsPerToken, double MsPerContextToken)
{
    /// <summary>Batches are looked at in steps; between two of them a step's time may bend by less than this.</summary>
    private const double BetweenSteps = 0.99;

    private const int Searches = 60;

    public double Ms(TraceRequest request)
    {
        var tokens = request.OutputTokens - 1;
        return tokens * (MsPerToken + (MsPerContextToken * ContextOf(request)));
    }

    /// <summary>Of all such costs, the one that makes this traffic dearest.</summary>
    /// <returns>It, and how many requests there are.</returns>
    public static (DecodeCost Cost, long Requests) Of(EngineProfile engine, IEnumerable<TraceRequest> traffic)
    {
        var (requests, tokens, contexts) = (0L, 0.0, 0.0);
        foreach (var request in traffic)
        {
            requests++;
            tokens += request.OutputTokens - 1;
            contexts += (request.OutputTokens - 1) * ContextOf(request);
        }

        // The total is concave in the context's part, since the token's part is the least over all batches of a linear function.
        var batches = Batches(engine);
        var (low, high) = (0.0, batches.Min(batch => batch.Ms / batch.KvTokens));
        for (var i = 0; i < Searches; i++)
        {
            var (left, right) = (low + ((high - low) / 3), high - ((high - low) / 3));
            (low, high) = Total(left) < Total(right) ? (left, high) : (low, right);
        }

        var perContext = (low + high) / 2;
        return (new DecodeCost(BetweenSteps * PerToken(perContext), BetweenSteps * perContext), requests);

        double PerToken(double context) => Math.Max(0, batches.Min(batch => (batch.Ms - (context * batch.KvTokens)) / batch.Sequences));

        double Total(double context) => (PerToken(context) * tokens) + (context * contexts);
    }

    /// <summary>Mean tokens that a sequence holds while it decodes.</summary>
    private static double ContextOf(TraceRequest request) => request.InputTokens + (request.OutputTokens / 2.0);

    private static (int Sequences, double KvTokens, double Ms)[] Batches(EngineProfile engine)
    {
        const double Step = 1.05;
        var batches = new List<(int, double, double)>();
        for (var sequences = 1; sequences < engine.Limits.MaxSequences; sequences = (int)Math.Ceiling(sequences * Step))
        {
            AddContexts(sequences);
        }

        AddContexts(engine.Limits.MaxSequences);
        return [.. batches];

        void AddContexts(int sequences)
        {
            for (double kvTokens = sequences; kvTokens < engine.MaxKvTokens; kvTokens *= Step)
            {
                batches.Add((sequences, kvTokens, engine.ItlMs(sequences, kvTokens)));
            }

            batches.Add((sequences, engine.MaxKvTokens, engine.ItlMs(sequences, engine.MaxKvTokens)));
        }
    }
}
