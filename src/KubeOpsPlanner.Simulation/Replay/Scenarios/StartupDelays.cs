namespace KubeOpsPlanner.Simulation.Replay.Scenarios;

/// <summary>Time from the order of a replica until it serves, per role: its median where replicas differ.</summary>
public readonly record struct StartupDelays(TimeSpan Prefill, TimeSpan Decode)
{
    public static StartupDelays None { get; } = new(TimeSpan.Zero, TimeSpan.Zero);

    public static StartupDelays Both(TimeSpan delay) => new(delay, delay);
}
