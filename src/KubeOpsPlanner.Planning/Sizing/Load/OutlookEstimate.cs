using KubeOpsPlanner.Planning.Sizing.Batches;

namespace KubeOpsPlanner.Planning.Sizing.Load;

/// <summary>Finds a role's outlook, where everything that it takes is known.</summary>
internal static class OutlookEstimate
{
    /// <returns>Null while arrivals, lengths, capacity or start-up are unknown, and where replicas serve before the next decision.</returns>
    public static RoleOutlook? Of(LoadInputs inputs, RoleLoad role, ArrivalRate arrivals, EnginePart part)
    {
        var startup = part == EnginePart.Prefill ? inputs.Startup.Prefill : inputs.Startup.Decode;
        if (startup.ExpectedSeconds(inputs.Now) is not { } readySeconds || readySeconds <= inputs.Options.IntervalSeconds
            || arrivals.PerSecond is not { } rate || role.PromptTokens is not { } prompt || inputs.OutputTokens is not { } answer
            || Capacity(inputs, role, part, prompt, answer) is not { RequestsPerSecond: > 0 } capacity) return null;

        // A burst that will be over by then needs no replicas of its own: its mean over a start counts, and what it leaves waiting.
        if (role.Bursts is { BurstsEnd: true }) rate = inputs.Bursts.Tape.Most(0, readySeconds);
        return new RoleOutlook(
            rate, capacity.RequestsPerSecond, Waiting(role, part, prompt, answer), readySeconds, startup.HeadStartSeconds(inputs.Now, role.Ready ?? role.Current));
    }

    private static BatchPoint? Capacity(LoadInputs inputs, RoleLoad role, EnginePart part, double prompt, double answer)
    {
        var assumed = new BatchLimits();
        var limits = assumed with
        {
            MaxBatchedTokens = role.Capabilities.MaxBatchedTokens,
            MaxKvTokens = role.Engines.Max(engine => engine.MaxKvTokens) ?? role.Capabilities.MaxKvTokens ?? assumed.MaxKvTokens,
        };
        var engine = new EnginePasses(role.Model!, limits) { CacheHitRate = role.CacheHitRate, AcceptLength = role.AcceptLength };
        var query = new CapacityQuery(inputs.Mode, prompt, answer, inputs.Options.Targets, inputs.Gpus, CapacityCorrection.None);
        return part switch
        {
            EnginePart.Prefill => BatchSearch.Prefill(engine, query),
            EnginePart.Decode => BatchSearch.Decode(engine, query),
            _ => BatchSearch.Aggregated(engine, query),
        };
    }

    /// <summary>Engines that do not tell are taken to have what the others have on average.</summary>
    private static double Waiting(RoleLoad role, EnginePart part, double prompt, double answer)
    {
        var tokens = role.Engines.Average(engine => part == EnginePart.Decode ? engine.QueuedDecodeKvTokens : engine.QueuedPrefillTokens) ?? 0;
        return tokens * (role.Ready ?? role.Engines.Count) / (part == EnginePart.Decode ? prompt + (answer / 2) : prompt);
    }
}
