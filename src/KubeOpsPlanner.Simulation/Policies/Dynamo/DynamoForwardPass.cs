using KubeOpsPlanner.Planning.Profiles;
using KubeOpsPlanner.Simulation.Engines;

namespace KubeOpsPlanner.Simulation.Policies.Dynamo;

/// <summary>
/// The time of one forward pass as Dynamo's planner models it. Its estimators (analytic, interpolated, regressed) stand or
/// fall with their data; here the profile answers, which is the best that any of them could learn.
/// </summary>
public sealed class DynamoForwardPass(PrefillProfile prefill, DecodeProfile decode, EngineLimits limits)
{
    public int MaxSequences => limits.MaxSequences;

    public int MaxBatchedTokens => limits.MaxBatchedTokens;

    public double MaxKvTokens => decode.MaxKvTokens;

    /// <summary>Prompt tokens in chunks of the batch limit: ⌊T/M⌋·t(M) + t(T mod M).</summary>
    public double PrefillMs(double tokens)
    {
        var whole = Math.Floor(tokens / limits.MaxBatchedTokens);
        return (whole * PassMs(limits.MaxBatchedTokens)) + PassMs(tokens - (whole * limits.MaxBatchedTokens));
    }

    /// <summary>One decode step of so many sequences that together hold so many KV tokens.</summary>
    public double DecodeMs(double sequences, double kvTokens)
    {
        var context = kvTokens / Math.Max(1, sequences);
        return decode.At(decode.KvUsage(Math.Max(1, sequences), context), context).ItlMs;
    }

    private double PassMs(double tokens) => tokens <= 0 ? 0 : prefill.TtftMs(tokens);
}
