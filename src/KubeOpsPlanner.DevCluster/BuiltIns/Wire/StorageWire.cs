namespace KubeOpsPlanner.DevCluster.BuiltIns.Wire;

/// <summary>Storage classes, group <c>storage.k8s.io</c>. See <see cref="WireFormats"/>.</summary>
internal static class StorageWire
{
    public const string Table = """
        storage.v1.StorageClass
          1:metadata:meta.v1.ObjectMeta 2:provisioner:string 3:parameters:map<string> 4:reclaimPolicy:string
          5:mountOptions:string* 6:allowVolumeExpansion:bool 7:volumeBindingMode:string
          8:allowedTopologies:core.v1.TopologySelectorTerm*
        """;
}
