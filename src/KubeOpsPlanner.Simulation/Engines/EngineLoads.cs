namespace KubeOpsPlanner.Simulation.Engines;

/// <summary>What engines and router would export about their load at one moment.</summary>
/// <param name="QueuedPrompts">Prompts that no worker has begun.</param>
/// <param name="QueuedPromptTokens">Their tokens.</param>
/// <param name="PrefillingTokens">Tokens of begun prompts that are not computed yet.</param>
/// <param name="WaitingKvTokens">KV tokens of prompts that wait for room at a decode worker.</param>
/// <param name="Prefill">Of every prefill worker that serves.</param>
/// <param name="Decode">Of every decode or aggregated worker that serves.</param>
/// <param name="PrefillBusyMs">Time that prefill passes took so far, over all workers.</param>
/// <param name="PromptTokens">Prompt tokens begun so far.</param>
/// <param name="ReusedPromptTokens">Those of them that were found in the prefix cache.</param>
public sealed record EngineLoads(
    int QueuedPrompts,
    long QueuedPromptTokens,
    long PrefillingTokens,
    double WaitingKvTokens,
    IReadOnlyList<PrefillLoad> Prefill,
    IReadOnlyList<DecodeLoad> Decode,
    double PrefillBusyMs,
    long PromptTokens,
    long ReusedPromptTokens);
