namespace KubeOpsPlanner.Simulation.Traces;

/// <summary>One kind of request in a synthetic trace: lengths are lognormal, as production traces roughly are.</summary>
/// <param name="Weight">Share relative to the other kinds.</param>
/// <param name="MedianInputTokens">exp of the logarithm's mean.</param>
/// <param name="InputSigma">Standard deviation of the logarithm; 0 gives constant lengths.</param>
public sealed record TokenMix(
    double Weight, double MedianInputTokens, double InputSigma, double MedianOutputTokens, double OutputSigma);
