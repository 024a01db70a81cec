namespace KubeOpsPlanner.DevCluster.BuiltIns.Wire;

/// <summary>
/// Field numbers of the built-in kinds on the protobuf wire, as Kubernetes 1.32 fixes them in its generated.proto files:
/// per message its fields as <c>number:name:type</c>. The name <c>.</c> means that Kubernetes' JSON has the fields of that
/// message in its parent. <c>message = other</c> stands for one with the fields of another version.
/// </summary>
internal static class WireFormats
{
    /// <summary>One table per API group; the core group, being large, has one per subject.</summary>
    public static IReadOnlyList<string> Tables { get; } =
    [
        AdmissionRegistrationWire.Table,
        AppsWire.Table,
        AuthenticationWire.Table,
        AuthorizationWire.Table,
        AutoscalingWire.Table,
        BatchWire.Table,
        CoordinationWire.Table,
        CoreContainersWire.Table,
        CoreNodesWire.Table,
        CoreObjectsWire.Table,
        CorePersistentVolumesWire.Table,
        CorePodsWire.Table,
        CoreSchedulingWire.Table,
        CoreServicesWire.Table,
        CoreVolumesWire.Table,
        DiscoveryWire.Table,
        EventsWire.Table,
        FlowControlWire.Table,
        MetaWire.Table,
        NetworkingWire.Table,
        NodeWire.Table,
        PolicyWire.Table,
        RbacWire.Table,
        SchedulingWire.Table,
        StatusesWire.Table,
        StorageWire.Table,
    ];
}
