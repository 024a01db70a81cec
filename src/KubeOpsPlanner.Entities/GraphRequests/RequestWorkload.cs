using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.GraphRequests;

public sealed record RequestWorkload
{
    [Describe("Input tokens per request. Default: 4000.")]
    [Minimum(1)]
    public int? Isl { get; init; }

    [Describe("Output tokens per request. Default: 1000.")]
    [Minimum(1)]
    public int? Osl { get; init; }

    [Describe("Requests in flight. Not together with requestRate.")]
    [Minimum(0, IsExclusive = true)]
    public double? Concurrency { get; init; }

    [Describe("Requests per second. Not together with concurrency.")]
    [Minimum(0, IsExclusive = true)]
    public double? RequestRate { get; init; }
}
