namespace KubeOpsPlanner.Simulation.Replay;

/// <summary>How many requests met their targets. Each count of requests that met is out of <see cref="Finished"/>.</summary>
/// <param name="Finished">Completed and failed; a failed request met nothing.</param>
/// <param name="MetTtft">First token in time.</param>
/// <param name="MetItl">Mean ITL in time; single-token answers meet it.</param>
/// <param name="MetBoth">Both at once, the joint SLA.</param>
/// <param name="MeanTtftMs">Over requests that got a first token; null without any.</param>
/// <param name="MeanItlMs">Per token, over requests of at least two tokens; null without any.</param>
public sealed record Attainment(
    long Finished, long MetTtft, long MetItl, long MetBoth, double? MeanTtftMs, double? MeanItlMs)
{
    public static Attainment None { get; } = new(0, 0, 0, 0, null, null);

    /// <summary>0..1; null when nothing finished, which is not the same as nothing met.</summary>
    public double? TtftShare => Share(MetTtft);

    public double? ItlShare => Share(MetItl);

    public double? JointShare => Share(MetBoth);

    private double? Share(long met) => Finished == 0 ? null : (double)met / Finished;
}
