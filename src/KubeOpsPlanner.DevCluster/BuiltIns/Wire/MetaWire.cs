namespace KubeOpsPlanner.DevCluster.BuiltIns.Wire;

/// <summary>What objects of all groups share. See <see cref="WireFormats"/>.</summary>
internal static class MetaWire
{
    public const string Table = """
        meta.v1.DeleteOptions
          1:gracePeriodSeconds:int 2:preconditions:meta.v1.Preconditions 3:orphanDependents:bool
          4:propagationPolicy:string 5:dryRun:string* 6:ignoreStoreReadErrorWithClusterBreakingPotential:bool
        meta.v1.FieldSelectorRequirement
          1:key:string 2:operator:string 3:values:string*
        meta.v1.LabelSelector
          1:matchLabels:map<string> 2:matchExpressions:meta.v1.LabelSelectorRequirement*
        meta.v1.LabelSelectorRequirement
          1:key:string 2:operator:string 3:values:string*
        meta.v1.ObjectMeta
          1:name:string 2:generateName:string 3:namespace:string 4:selfLink:string 5:uid:string
          6:resourceVersion:string 7:generation:int 8:creationTimestamp:time 9:deletionTimestamp:time
          10:deletionGracePeriodSeconds:int 11:labels:map<string> 12:annotations:map<string>
          13:ownerReferences:meta.v1.OwnerReference* 14:finalizers:string*
        meta.v1.OwnerReference
          1:kind:string 3:name:string 4:uid:string 5:apiVersion:string 6:controller:bool 7:blockOwnerDeletion:bool
        meta.v1.Preconditions
          1:uid:string 2:resourceVersion:string
        """;
}
