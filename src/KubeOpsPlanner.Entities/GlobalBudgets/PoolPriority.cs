using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.GlobalBudgets;

public sealed record PoolPriority
{
    [Describe("Path {kubernetes namespace}/{graph}/{component}; * stands for one segment, ** for any number; a shorter "
        + "path covers everything below it.")]
    [Mandatory, TextLength(1, 400)]
    public string Selector { get; init; } = "";

    [Describe("Higher is more important; 0 is the least.")]
    [Mandatory, Minimum(0)]
    public int Priority { get; init; }
}
