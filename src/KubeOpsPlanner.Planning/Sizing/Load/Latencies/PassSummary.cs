using KubeOpsPlanner.Planning.Forecasting;

namespace KubeOpsPlanner.Planning.Sizing.Load.Latencies;

/// <summary>What is worth keeping of a <see cref="PassModel"/>: its samples, from which its lines are fitted again, and its means.</summary>
/// <param name="MeanPromptTokens">Null where no pass told.</param>
/// <param name="MeanContextTokens">Null where no pass told.</param>
/// <param name="MeanPrefillShare">Null where no pass told.</param>
public sealed record PassSummary(
    ValueList<PassSample> Prefill,
    ValueList<PassSample> Decode,
    ValueList<PassSample> Mixed,
    double? MeanPromptTokens,
    double? MeanContextTokens,
    double? MeanPrefillShare);
