namespace KubeOpsPlanner.Operator.Observations.Engines;

/// <summary>What one worker's engine had counted and held when its page was last read.</summary>
/// <param name="InterToken">Seconds between tokens.</param>
/// <param name="Prefill">Seconds of prefill.</param>
/// <param name="Prompt">Tokens of prompts.</param>
public sealed record WorkerCounters(RunningMean? InterToken, RunningMean? Prefill, RunningMean? Prompt, double? KvTokens, double? Running);
