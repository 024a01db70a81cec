namespace KubeOpsPlanner.Planning.Sizing.Load.Engines;

/// <summary>One iteration of an engine's scheduler, or a short average over several: what it worked on, and for how long.</summary>
/// <param name="PrefillTokens">Prompt tokens that were computed.</param>
/// <param name="DecodeRequests">Requests that got a token; 0 also where a source does not count them.</param>
/// <param name="DecodeKvTokens">Tokens in the KV cache of those requests.</param>
/// <param name="Seconds">0 for the heartbeat of an engine that idles.</param>
public readonly record struct ForwardPass(double PrefillTokens, double DecodeRequests, double DecodeKvTokens, double Seconds)
{
    /// <summary>Prompts that the prefill tokens belong to; 0 where a source does not count them.</summary>
    public double PrefillRequests { get; init; }

    public bool HasPrefill => PrefillTokens > 0;

    public bool HasDecode => DecodeRequests > 0 || DecodeKvTokens > 0;

    /// <summary>Whether it says how fast the engine is.</summary>
    public bool IsInformative =>
        (HasPrefill || HasDecode)
        && double.IsFinite(PrefillTokens) && double.IsFinite(DecodeRequests) && double.IsFinite(DecodeKvTokens)
        && Seconds > 0 && double.IsFinite(Seconds);
}
