namespace KubeOpsPlanner.Simulation.Engines;

/// <summary>One decode or aggregated worker at one moment.</summary>
/// <param name="Id">Of the worker within its pool; never used twice.</param>
/// <param name="Sequences">That it decodes.</param>
/// <param name="KvTokens">That these hold.</param>
/// <param name="LastPass">The last that began; takes no time before the first.</param>
public readonly record struct DecodeLoad(int Id, int Sequences, double KvTokens, EnginePass LastPass = default)
{
    /// <summary>Of prompts in its own queue, where it computes prompts.</summary>
    public long QueuedPromptTokens { get; init; }

    /// <summary>Of prefilled sequences that wait in its own queue for room.</summary>
    public long QueuedKvTokens { get; init; }
}
