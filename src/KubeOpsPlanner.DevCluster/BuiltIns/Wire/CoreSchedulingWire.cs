namespace KubeOpsPlanner.DevCluster.BuiltIns.Wire;

/// <summary>Where a pod may run: affinity, tolerations and spreading, core group. See <see cref="WireFormats"/>.</summary>
internal static class CoreSchedulingWire
{
    public const string Table = """
        core.v1.Affinity
          1:nodeAffinity:core.v1.NodeAffinity 2:podAffinity:core.v1.PodAffinity
          3:podAntiAffinity:core.v1.PodAntiAffinity
        core.v1.NodeAffinity
          1:requiredDuringSchedulingIgnoredDuringExecution:core.v1.NodeSelector
          2:preferredDuringSchedulingIgnoredDuringExecution:core.v1.PreferredSchedulingTerm*
        core.v1.NodeSelector
          1:nodeSelectorTerms:core.v1.NodeSelectorTerm*
        core.v1.NodeSelectorRequirement
          1:key:string 2:operator:string 3:values:string*
        core.v1.NodeSelectorTerm
          1:matchExpressions:core.v1.NodeSelectorRequirement* 2:matchFields:core.v1.NodeSelectorRequirement*
        core.v1.PodAffinity
          1:requiredDuringSchedulingIgnoredDuringExecution:core.v1.PodAffinityTerm*
          2:preferredDuringSchedulingIgnoredDuringExecution:core.v1.WeightedPodAffinityTerm*
        core.v1.PodAffinityTerm
          1:labelSelector:meta.v1.LabelSelector 2:namespaces:string* 3:topologyKey:string
          4:namespaceSelector:meta.v1.LabelSelector 5:matchLabelKeys:string* 6:mismatchLabelKeys:string*
        core.v1.PodAntiAffinity
          1:requiredDuringSchedulingIgnoredDuringExecution:core.v1.PodAffinityTerm*
          2:preferredDuringSchedulingIgnoredDuringExecution:core.v1.WeightedPodAffinityTerm*
        core.v1.PodSchedulingGate
          1:name:string
        core.v1.PreferredSchedulingTerm
          1:weight:int 2:preference:core.v1.NodeSelectorTerm
        core.v1.Toleration
          1:key:string 2:operator:string 3:value:string 4:effect:string 5:tolerationSeconds:int
        core.v1.TopologySpreadConstraint
          1:maxSkew:int 2:topologyKey:string 3:whenUnsatisfiable:string 4:labelSelector:meta.v1.LabelSelector
          5:minDomains:int 6:nodeAffinityPolicy:string 7:nodeTaintsPolicy:string 8:matchLabelKeys:string*
        core.v1.WeightedPodAffinityTerm
          1:weight:int 2:podAffinityTerm:core.v1.PodAffinityTerm
        """;
}
