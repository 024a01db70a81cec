namespace KubeOpsPlanner.Simulation.Engines;

/// <summary>One forward pass.</summary>
/// <param name="PromptTokens">Prompt tokens that it computes, of so many prompts.</param>
/// <param name="Sequences">That get a token each, and hold so many KV tokens together.</param>
public readonly record struct EnginePass(double PromptTokens, int Prompts, int Sequences, double KvTokens, double Ms);
