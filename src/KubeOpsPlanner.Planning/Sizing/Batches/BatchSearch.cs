namespace KubeOpsPlanner.Planning.Sizing.Batches;

/// <summary>
/// What an engine carries, from the passes that it reports: the batch with most requests per second among those that meet
/// the targets, or among all where none does. Arithmetic of Dynamo's third planner (its <c>engine_query</c>): averages,
/// without a queue.
/// </summary>
public static class BatchSearch
{
    /// <summary>A larger batch that carries no more only waits longer.</summary>
    private const double Rounding = 1e-6;

    /// <returns>Null while the passes do not tell.</returns>
    public static BatchPoint? Prefill(EnginePasses engine, CapacityQuery query)
    {
        var tokens = PromptTokens(engine, query);
        var most = tokens > engine.Limits.MaxBatchedTokens ? 1 : Math.Min(engine.Limits.MaxRequests, Math.Floor(engine.Limits.MaxBatchedTokens / tokens));
        return Best(engine, most, query, batch =>
            engine.ChunkedSeconds(batch * tokens) is { } ttft ? new BatchPoint(batch, batch / ttft, ttft * 1000, 0) : null);
    }

    /// <inheritdoc cref="Prefill"/>
    public static BatchPoint? Decode(EnginePasses engine, CapacityQuery query)
    {
        var context = Context(query);
        return Best(engine, MostDecodes(engine, context), query, batch =>
            engine.Model.Seconds(0, batch, batch * context) / engine.AcceptLength is { } itl
                ? new BatchPoint(batch, batch / (query.OutputTokens * itl), 0, itl * 1000)
                : null);
    }

    /// <summary>An engine that does both phases: prompts ride along with decode, so many tokens a pass as requests come in.</summary>
    /// <inheritdoc cref="Prefill"/>
    public static BatchPoint? Aggregated(EnginePasses engine, CapacityQuery query)
    {
        var (tokens, context) = (PromptTokens(engine, query), Context(query));
        var most = Math.Min(MostDecodes(engine, context), engine.Limits.MaxBatchedTokens - 1);
        return Best(engine, most, query, batch =>
        {
            var riding = Math.Ceiling(batch * engine.AcceptLength * tokens / query.OutputTokens);
            if (riding > engine.Limits.MaxBatchedTokens - batch) return null;
            return engine.Model.Seconds(riding, batch, batch * context) / engine.AcceptLength is { } itl
                && engine.ChunkedSeconds(riding + tokens, batch, batch * context) is { } ttft
                    ? new BatchPoint(batch, batch / (query.OutputTokens * itl), ttft * 1000, itl * 1000)
                    : null;
        });
    }

    private static BatchPoint? Best(EnginePasses engine, double most, CapacityQuery query, Func<int, BatchPoint?> at)
    {
        if (!engine.Limits.IsUsable || !(most >= 1)) return null;
        BatchPoint? best = null;
        foreach (var batch in BatchSizes.UpTo((int)most))
        {
            if (at(batch) is not { } point) continue;
            if (best is not { } known || IsBetter(point, known)) best = point;
        }

        return best;

        bool IsBetter(BatchPoint point, BatchPoint known) => (point.Meets(query.Targets), known.Meets(query.Targets)) switch
        {
            (true, false) => true,
            (false, true) => false,
            _ => point.RequestsPerSecond > known.RequestsPerSecond * (1 + Rounding),
        };
    }

    private static double PromptTokens(EnginePasses engine, CapacityQuery query) =>
        Math.Max(1, Math.Ceiling(query.InputTokens * (1 - engine.CacheHitRate)));

    /// <summary>Tokens in the cache per request, halfway through its answer.</summary>
    private static double Context(CapacityQuery query) => Math.Max(1, query.InputTokens + Math.Floor(query.OutputTokens / 2));

    private static double MostDecodes(EnginePasses engine, double context) =>
        Math.Min(engine.Limits.MaxRequests, Math.Floor(engine.Limits.MaxKvTokens / context));
}
