namespace KubeOpsPlanner.Simulation.Engines;

/// <summary>What engines and router would export about their load at one moment.</summary>
/// <param name="QueuedPrompts">Prompts that no worker has begun, at the router or in engines.</param>
/// <param name="RouterPromptTokens">Prompt tokens that wait at the router; the engines tell those in their own queues.</param>
/// <param name="PrefillingTokens">Tokens of begun prompts that are not computed yet.</param>
/// <param name="RouterKvTokens">KV tokens of prefilled prompts that wait at the router for a decode worker with room.</param>
/// <param name="Prefill">Of every prefill worker that serves.</param>
/// <param name="Decode">Of every decode or aggregated worker that serves.</param>
/// <param name="PrefillBusyMs">Time that prefill passes took so far, over all workers.</param>
/// <param name="PromptTokens">Prompt tokens begun so far.</param>
/// <param name="ReusedPromptTokens">Those of them that were found in the prefix cache.</param>
public sealed record EngineLoads(
    int QueuedPrompts,
    long RouterPromptTokens,
    long PrefillingTokens,
    double RouterKvTokens,
    IReadOnlyList<PrefillLoad> Prefill,
    IReadOnlyList<DecodeLoad> Decode,
    double PrefillBusyMs,
    long PromptTokens,
    long ReusedPromptTokens);
