using KubeOpsPlanner.Planning.Budgeting.Arbitration;
using KubeOpsPlanner.Planning.Budgeting.Bands;

namespace KubeOpsPlanner.Simulation.Replay.Scenarios;

/// <summary>Everything that a replay plays, but the policy.</summary>
public sealed record FleetScenario
{
    public required IReadOnlyList<PoolScenario> Pools { get; init; }

    /// <summary>GPU hours are counted, and policies asked, until then; what is in flight is played to its end.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Over all pools.</summary>
    public GpuBand Budget { get; init; } = GpuBand.Unlimited;

    /// <summary>Null: as many machines as anybody wants.</summary>
    public NodeLimits? Nodes { get; init; }

    public IReadOnlyList<InjectedFailure> Failures { get; init; } = [];

    public IReadOnlyList<NodeFailure> NodeFailures { get; init; } = [];

    public IReadOnlyList<RandomFailures> RandomFailures { get; init; } = [];

    /// <summary>Samples for charts; a run of any length gives about so many.</summary>
    public int Samples { get; init; } = 240;

    /// <exception cref="ArgumentException">Something about it cannot be played; one sentence says what.</exception>
    public void Validate()
    {
        if (Pools.Count == 0)
        {
            throw new ArgumentException("a scenario needs at least one pool");
        }

        if (Duration <= TimeSpan.Zero)
        {
            throw new ArgumentException($"a scenario cannot last {Duration.TotalSeconds} s: give a trace with requests at different times");
        }

        if (Pools.GroupBy(pool => pool.Graph).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"pool {twice.Key} is there twice: give each pool a name of its own");
        }

        if (Pools.FirstOrDefault(pool => Nodes is { } nodes && Math.Max(pool.Engine.PrefillGpus, pool.Engine.DecodeGpus) > nodes.GpusPerNode) is { } wide)
        {
            throw new ArgumentException($"a replica of pool {wide.Graph} does not fit a node of {Nodes!.GpusPerNode} GPUs: give wider nodes");
        }

        var failing = Failures.Select(failure => failure.Graph).Concat(RandomFailures.Select(failure => failure.Graph).OfType<GraphId>());
        if (failing.FirstOrDefault(graph => Pools.All(pool => pool.Graph != graph)) is { } stray && stray != default)
        {
            throw new ArgumentException($"a failure names pool {stray}, which is not in the scenario");
        }

        if (NodeFailures.Select(failure => failure.Node).Concat(RandomFailures.Select(failure => failure.Node).OfType<int>())
            .Cast<int?>().FirstOrDefault(node => node < 0 || node >= (Nodes?.Nodes ?? 0)) is { } nowhere)
        {
            throw new ArgumentException(
                $"a failure names node {nowhere}, but the scenario has {(Nodes is { } limits ? $"nodes 0 to {limits.Nodes - 1}" : "no nodes: give it their count")}");
        }

        if (Nodes is null && RandomFailures.Any(failures => failures.Graph is null))
        {
            throw new ArgumentException("nodes fail at random, but the scenario has no nodes: give it their count, or name the pool whose replicas fail");
        }

        if (Pools.FirstOrDefault(pool => !(pool.StartUpSpread >= 1 && double.IsFinite(pool.StartUpSpread))) is { } narrow)
        {
            throw new ArgumentException($"the start-up spread {narrow.StartUpSpread} of pool {narrow.Graph} is below 1: it is the 99th percentile over the median");
        }
    }
}
