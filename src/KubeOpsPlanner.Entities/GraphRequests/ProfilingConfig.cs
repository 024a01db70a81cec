using System.Text.Json;
using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.GraphRequests;

/// <summary>The older shape of a profiling request.</summary>
public sealed record ProfilingConfig
{
    [Describe("The same as image.")]
    [TextLength(1, 1024)]
    public string? ProfilerImage { get; init; }

    [Describe("The profiler's configuration with sla, sweep and planner; sla{ttft, itl, isl, osl} says the same as "
        + "sla and workload.")]
    [PreserveUnknown]
    public JsonElement? Config { get; init; }

    [Describe("A base graph for the profiler. Default key: disagg.yaml.")]
    public ConfigMapKeyReference? ConfigMapRef { get; init; }

    [Describe("A volume claim for the profiler's output.")]
    [TextLength(1, 253), Matches(Patterns.DnsSubdomain)]
    public string? OutputPVC { get; init; }

    [Describe("Resources of the profiling pod.")]
    [PreserveUnknown]
    public JsonElement? Resources { get; init; }

    [Describe("Tolerations of the profiling pod.")]
    [PreserveUnknown(AnyType = true)]
    public JsonElement? Tolerations { get; init; }
}
