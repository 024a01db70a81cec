namespace KubeOpsPlanner.DevCluster.BuiltIns.Wire;

/// <summary>Priority classes, group <c>scheduling.k8s.io</c>. See <see cref="WireFormats"/>.</summary>
internal static class SchedulingWire
{
    public const string Table = """
        scheduling.v1.PriorityClass
          1:metadata:meta.v1.ObjectMeta 2:value:int 3:globalDefault:bool 4:description:string
          5:preemptionPolicy:string
        """;
}
