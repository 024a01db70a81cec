using System.Collections.Immutable;
using KubeOpsPlanner.Planning.Budgeting.Arbitration;
using KubeOpsPlanner.Planning.Budgeting.Bands;

namespace KubeOpsPlanner.Planning.Tests.Budgeting.Arbitration;

/// <summary>
/// Fleets as text: <c>"a.prefill=3x2&gt;5 !900"</c> is 3 replicas of 2 GPUs in graph a, wanting 5, priority 900. Options:
/// <c>_n</c> endpoint floor, <c>@s</c> age of the proposal in seconds, <c>#</c> not planned, <c>x?</c> unknown shape,
/// <c>~</c> not ready to grow.
/// </summary>
internal static class Fleet
{
    public static ArbitrationSnapshot Of(int min, int max, params string[] pools) => new()
    {
        Limits = new GpuBand(min, max),
        Pools = [.. pools.Select(Pool)],
    };

    public static string Planned(ArbitrationResult result) => Render(result, pool => pool.Planned);

    public static string Granted(ArbitrationResult result) => Render(result, pool => pool.Granted);

    public static GrantReason ReasonOf(ArbitrationResult result, string pool) =>
        result.Pools.Single(outcome => Name(outcome.Id) == pool).Reason;

    /// <summary>Applies grants and waits for them to be observed until nothing changes.</summary>
    public static ArbitrationSnapshot Settle(ArbitrationSnapshot snapshot, int rounds = 10)
    {
        for (var round = 0; round < rounds; round++)
        {
            var result = GpuArbiter.Arbitrate(snapshot);
            if (result.Grants.IsEmpty) return snapshot;
            snapshot = Apply(snapshot, result);
        }

        return snapshot;
    }

    public static ArbitrationSnapshot Apply(ArbitrationSnapshot snapshot, ArbitrationResult result)
    {
        var granted = result.Pools.ToDictionary(pool => pool.Id, pool => pool.Granted);
        return snapshot with
        {
            Pools = [.. snapshot.Pools.Select(pool => pool with { Replicas = granted[pool.Id] })],
            Charges = ImmutableDictionary<GraphId, int>.Empty,
        };
    }

    private static string Render(ArbitrationResult result, Func<PoolOutcome, int> replicas) =>
        string.Join(' ', result.Pools.Select(pool => $"{Name(pool.Id)}={replicas(pool)}"));

    private static string Name(PoolId id) => $"{id.Graph}.{id.Component}";

    private static PoolState Pool(string text)
    {
        var words = text.Split(' ');
        var (name, numbers) = Split(words[0], '=');
        var (now, wanted) = Split(numbers, '>');
        var (replicas, gpus) = Split(now, 'x');
        var (graph, component) = Split(name, '.');
        var age = words.FirstOrDefault(word => word[0] == '@') is { } seconds ? int.Parse(seconds[1..]) : 0;
        var pool = new PoolState(new PoolId("ns", graph, component), int.Parse(replicas), gpus switch { "" => 1, "?" => null, _ => int.Parse(gpus) })
        {
            Writable = !words.Contains("#"),
            MayGrow = !words.Contains("~"),
            Proposal = wanted.Length == 0 ? null : new PoolProposal(int.Parse(wanted), TimeSpan.FromSeconds(age)),
        };
        if (words.FirstOrDefault(word => word[0] == '!') is { } priority) pool = pool with { Priority = int.Parse(priority[1..]) };
        if (words.FirstOrDefault(word => word[0] == '_') is { } floor) pool = pool with { EndpointFloor = int.Parse(floor[1..]) };
        return pool;
    }

    private static (string Before, string After) Split(string text, char separator)
    {
        var at = text.IndexOf(separator);
        return at < 0 ? (text, "") : (text[..at], text[(at + 1)..]);
    }
}
