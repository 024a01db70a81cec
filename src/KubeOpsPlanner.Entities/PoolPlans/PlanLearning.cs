using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.PoolPlans;

[Describe("What the plan has learnt, so that another start or another leader of the operator goes on from it.")]
public sealed record PlanLearning
{
    [Describe("Seconds in one of the windows.")]
    public int? IntervalSeconds { get; init; }

    [Describe("The end of the last window.")]
    public DateTimeOffset? Until { get; init; }

    [Describe("Requests in the last windows, at most 200, the oldest first.")]
    [TextLength(0, 4000)]
    public string? Requests { get; init; }

    [Describe("Mean input tokens in the same windows.")]
    [TextLength(0, 4000)]
    public string? Isl { get; init; }

    [Describe("Mean output tokens in the same windows.")]
    [TextLength(0, 4000)]
    public string? Osl { get; init; }

    [Describe("Requests per second in the last looks of five seconds, at most 720, the oldest first.")]
    [TextLength(0, 8000)]
    public string? Looks { get; init; }

    [Describe("Seconds that the last starts of prefill replicas took.")]
    [ItemCount(0, 5)]
    public IReadOnlyList<double> PrefillStartSeconds { get; init; } = [];

    [Describe("Seconds that the last starts of decode or aggregated replicas took.")]
    [ItemCount(0, 5)]
    public IReadOnlyList<double> DecodeStartSeconds { get; init; } = [];

    [Describe("What the load loop has learnt of the prefill engines.")]
    public PassLearning? PrefillPasses { get; init; }

    [Describe("What the load loop has learnt of the decode or aggregated engines.")]
    public PassLearning? DecodePasses { get; init; }

    [Describe("How much slower prefill is than profiled; 1 is as profiled.")]
    public double? PrefillTuning { get; init; }

    [Describe("How much slower decode is than profiled; 1 is as profiled.")]
    public double? DecodeTuning { get; init; }
}
