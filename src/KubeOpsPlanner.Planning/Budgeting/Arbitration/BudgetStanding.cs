namespace KubeOpsPlanner.Planning.Budgeting.Arbitration;

/// <summary>Where the whole budget stands.</summary>
/// <param name="TotalGpus">Charged now.</param>
/// <param name="PlannedGpus">Charged once every planned change is done.</param>
/// <param name="WithinBudget">The charge is at most the ceiling.</param>
/// <param name="CeilingReachable">The plan brings the total to the ceiling or below.</param>
/// <param name="FloorReached">The plan reaches the floor, or lacks less than one replica of it.</param>
/// <param name="ShapeKnown">Every charge is known.</param>
public sealed record BudgetStanding(
    long TotalGpus, long PlannedGpus, bool WithinBudget, bool CeilingReachable, bool FloorReached, bool ShapeKnown);
