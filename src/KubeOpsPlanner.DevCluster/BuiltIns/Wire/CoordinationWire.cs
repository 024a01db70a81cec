namespace KubeOpsPlanner.DevCluster.BuiltIns.Wire;

/// <summary>Leases, group <c>coordination.k8s.io</c>. See <see cref="WireFormats"/>.</summary>
internal static class CoordinationWire
{
    public const string Table = """
        coordination.v1.Lease
          1:metadata:meta.v1.ObjectMeta 2:spec:coordination.v1.LeaseSpec
        coordination.v1.LeaseSpec
          1:holderIdentity:string 2:leaseDurationSeconds:int 3:acquireTime:microTime 4:renewTime:microTime
          5:leaseTransitions:int 6:strategy:string 7:preferredHolder:string
        """;
}
