namespace KubeOpsPlanner.Simulation.Engines;

/// <summary>Scheduler limits of an engine, under the names that vLLM gave them.</summary>
/// <param name="MaxBatchedTokens">Prompt tokens in one forward pass; longer prompts are chunked (<c>max_num_batched_tokens</c>).</param>
/// <param name="MaxSequences">Sequences that one worker decodes at once (<c>max_num_seqs</c>).</param>
public sealed record EngineLimits(int MaxBatchedTokens = 8192, int MaxSequences = 512);
