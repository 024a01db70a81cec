namespace KubeOpsPlanner.Simulation.Engines;

/// <summary>The prompts of a pool: those that wait, and the tokens of those that have begun.</summary>
internal sealed class PromptTally
{
    public RequestTally Waiting { get; } = new();

    /// <summary>Tokens of all prompts that have begun.</summary>
    public long BegunTokens { get; private set; }

    /// <summary>Those of them that a prefix cache held.</summary>
    public long ReusedTokens { get; private set; }

    public void Begin(EngineRequest request)
    {
        BegunTokens += request.Trace.InputTokens;
        ReusedTokens += request.ReusedTokens;
    }
}
