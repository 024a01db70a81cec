using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Simulation.Replay;

namespace KubeOpsPlanner.DevCluster.Graphs;

/// <summary>One graph at one moment.</summary>
/// <param name="GpusInUse">GPUs of its pods that have a node; draining ones hold theirs until they are gone.</param>
/// <param name="RequestsPerSecond">Arrivals per second of domain time, over the last 10 s of it.</param>
/// <param name="Total">Attainment since the graph was made.</param>
/// <param name="Recent">Attainment over the last full 30 s of domain time.</param>
/// <param name="LateFirstTokens">Requests in flight that have missed their TTFT target already.</param>
/// <param name="Pool">Null when no engines are simulated; then <see cref="NoTraffic"/> says why.</param>
public sealed record SimulatedGraphSnapshot(
    ObjectKey Graph,
    IReadOnlyList<SimulatedComponentSnapshot> Components,
    int GpusInUse,
    double RequestsPerSecond,
    Attainment Total,
    Attainment Recent,
    int LateFirstTokens,
    PoolSnapshot? Pool,
    string? NoTraffic);

/// <param name="Wanted">As the graph says.</param>
/// <param name="Ready">Serving.</param>
/// <param name="Starting">Exist but do not serve yet, without a node or starting up.</param>
/// <param name="Draining">Deleted and not gone yet.</param>
public sealed record SimulatedComponentSnapshot(string Name, int Wanted, int Ready, int Starting, int Draining);
