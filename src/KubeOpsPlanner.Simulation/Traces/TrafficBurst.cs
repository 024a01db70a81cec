namespace KubeOpsPlanner.Simulation.Traces;

/// <summary>A span in which the rate is multiplied, e.g. a product launch.</summary>
public sealed record TrafficBurst(TimeSpan Start, TimeSpan Length, double Factor);
