namespace KubeOpsPlanner.Planning.Sizing;

/// <summary>What the frontend says about requests that are not done. Null where it does not say.</summary>
/// <param name="WaitingRequests">Requests without a first token.</param>
/// <param name="InFlightRequests">Started less completed ones.</param>
/// <param name="TtftMs">The time to the first token that the share of requests which shall meet the target stayed below.</param>
public readonly record struct QueueSignals(double? WaitingRequests, double? InFlightRequests, double? TtftMs);
