namespace KubeOpsPlanner.Simulation.Reporting;

/// <summary>One component of a graph at one moment.</summary>
/// <param name="Graph">The DGD, e.g. <c>inference/chat</c>.</param>
/// <param name="Component">E.g. <c>prefill</c>.</param>
/// <param name="Ready">Replicas that serve.</param>
/// <param name="Desired">Replicas that the plan wants.</param>
/// <param name="Gpus">GPUs charged to the budget for it.</param>
public sealed record ComponentSample(string Graph, string Component, int Ready, int Desired, int Gpus);
