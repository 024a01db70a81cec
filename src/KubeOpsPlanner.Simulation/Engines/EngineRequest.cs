using KubeOpsPlanner.Simulation.Traces;

namespace KubeOpsPlanner.Simulation.Engines;

/// <summary>A request on its way through the engines; times are simulated milliseconds.</summary>
internal sealed class EngineRequest(TraceRequest trace, double arrivedMs)
{
    public TraceRequest Trace { get; } = trace;

    public double ArrivedMs { get; } = arrivedMs;

    /// <summary>Prompt tokens computed so far.</summary>
    public int PrefilledTokens { get; set; }

    /// <summary>Prompt tokens that a prefix cache held when the prompt began.</summary>
    public int ReusedTokens { get; set; }

    public bool IsAtItsBeginning => PrefilledTokens == ReusedTokens;

    public bool IsPrefilled => PrefilledTokens >= Trace.InputTokens;

    public double? FirstTokenMs { get; set; }

    /// <summary>KV tokens at its end, which a decode worker sets aside when it admits the request.</summary>
    public long FinalKvTokens => (long)Trace.InputTokens + Trace.OutputTokens;
}
