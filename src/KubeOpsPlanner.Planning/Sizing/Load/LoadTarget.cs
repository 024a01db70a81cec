namespace KubeOpsPlanner.Planning.Sizing.Load;

/// <summary>What the load loop holds queues and caches to.</summary>
public enum LoadTarget
{
    /// <summary>Latencies that the engines' own forward passes let expect.</summary>
    Sla,

    /// <summary>Engines are full before there are more of them.</summary>
    Throughput,

    /// <summary>Queues stay empty and caches half empty.</summary>
    Latency,

    /// <summary>Thresholds that the plan names.</summary>
    Load,
}
