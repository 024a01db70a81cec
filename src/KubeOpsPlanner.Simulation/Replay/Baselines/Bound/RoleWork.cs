namespace KubeOpsPlanner.Simulation.Replay.Baselines.Bound;

/// <summary>What one role of a pool must do, looked at in several grids of time: each gives a bound, and the highest counts.</summary>
internal sealed class RoleWork
{
    /// <summary>Short slots see bursts, long ones work that may wait.</summary>
    private static readonly double[] SlotSeconds = [20, 60, 180];

    private readonly TimeGrid[] _grids;
    private readonly DearestWork _requests = new();

    public RoleWork(double seconds) => _grids =
    [
        new TimeGrid(seconds, seconds, 0),
        .. SlotSeconds.Where(slot => slot < seconds).SelectMany(slot => new[] { new TimeGrid(seconds, slot, 0), new TimeGrid(seconds, slot, slot / 2) }),
    ];

    /// <param name="parts">Of one request.</param>
    public void Add(params ReadOnlySpan<WorkSpan> parts)
    {
        var seconds = 0.0;
        foreach (var part in parts)
        {
            seconds += part.Seconds;
            foreach (var grid in _grids)
            {
                grid.Add(part);
            }
        }

        _requests.Add(seconds);
    }

    /// <param name="minReplicas">Never fewer.</param>
    /// <param name="startSeconds">What a start costs.</param>
    /// <param name="missable">Requests that need not be served in time.</param>
    public double LeastReplicaSeconds(int minReplicas, double startSeconds, long missable)
    {
        var missed = _requests.Of(missable);
        return _grids.Max(grid => new RoleDemand(grid, minReplicas).LeastReplicaSeconds(startSeconds, missed));
    }
}
