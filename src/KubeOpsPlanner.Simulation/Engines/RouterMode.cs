namespace KubeOpsPlanner.Simulation.Engines;

/// <summary>When a router hands a request to a worker, and to which.</summary>
public enum RouterMode
{
    /// <summary>Kept at the router until a worker has room: admission control. A new worker helps with everything that waits.</summary>
    Held,

    /// <summary>Sent at once, to one worker after the other; like all that follow, it waits in that engine and nowhere else.</summary>
    RoundRobin,

    /// <summary>Sent at once, to any worker with equal chance.</summary>
    Random,

    /// <summary>Sent at once, to the worker with the fewest requests (join the shortest queue).</summary>
    LeastLoaded,

    /// <summary>Sent at once, to the worker with the fewest tokens ahead of it: prompt tokens to compute, less what the worker's prefix cache holds, and KV tokens in use.</summary>
    KvAware,
}
