namespace KubeOpsPlanner.Simulation.Engines;

/// <summary>One prefill worker at one moment.</summary>
/// <param name="Id">Of the worker within its pool; never used twice.</param>
/// <param name="LastPass">The last that began; takes no time before the first.</param>
/// <param name="QueuedTokens">Of prompts in its own queue.</param>
public readonly record struct PrefillLoad(int Id, EnginePass LastPass, long QueuedTokens = 0);
