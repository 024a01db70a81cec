namespace KubeOpsPlanner.Simulation.Replay.Fleet;

/// <param name="PlacedAt">Null while no node, or the budget, has room.</param>
/// <param name="ReadyAt">When it serves; known once it is placed.</param>
/// <param name="Node">Null where nodes are not modelled.</param>
internal readonly record struct StartingReplica(TimeSpan? PlacedAt, TimeSpan? ReadyAt, int? Node = null);
