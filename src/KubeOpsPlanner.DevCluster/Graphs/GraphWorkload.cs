using KubeOpsPlanner.Simulation.Engines;
using KubeOpsPlanner.Simulation.Replay;
using KubeOpsPlanner.Simulation.Traces;

namespace KubeOpsPlanner.DevCluster.Graphs;

/// <summary>What is sent to a graph and what its engines can do.</summary>
/// <param name="Profile">One prefill and one decode replica.</param>
/// <param name="Trace">
/// Called once for each graph that uses it; arrivals count from when the graph first serves. May be endless; sorted by arrival.
/// </param>
/// <param name="Targets">By what attainment is judged.</param>
public sealed record GraphWorkload(EngineProfile Profile, Func<IEnumerable<TraceRequest>> Trace, LatencyTargets Targets);
