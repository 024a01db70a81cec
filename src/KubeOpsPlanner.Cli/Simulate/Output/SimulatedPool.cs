namespace KubeOpsPlanner.Cli.Simulate.Output;

/// <param name="RateFactor">By which the trace's rate was multiplied.</param>
/// <param name="BadLines">Lines of the trace that were passed over.</param>
/// <param name="AttainableShare">Of requests that meet both targets when GPUs cost nothing.</param>
internal sealed record SimulatedPool(
    string Pool, string Trace, double RateFactor, long BadLines, string Profile, double TtftMs, double ItlMs, double AttainableShare);
