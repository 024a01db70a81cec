namespace KubeOpsPlanner.DevCluster.BuiltIns.Wire;

/// <summary>Roles and their bindings, group <c>rbac.authorization.k8s.io</c>. See <see cref="WireFormats"/>.</summary>
internal static class RbacWire
{
    public const string Table = """
        rbac.v1.AggregationRule
          1:clusterRoleSelectors:meta.v1.LabelSelector*
        rbac.v1.ClusterRole
          1:metadata:meta.v1.ObjectMeta 2:rules:rbac.v1.PolicyRule* 3:aggregationRule:rbac.v1.AggregationRule
        rbac.v1.ClusterRoleBinding
          1:metadata:meta.v1.ObjectMeta 2:subjects:rbac.v1.Subject* 3:roleRef:rbac.v1.RoleRef
        rbac.v1.PolicyRule
          1:verbs:string* 2:apiGroups:string* 3:resources:string* 4:resourceNames:string* 5:nonResourceURLs:string*
        rbac.v1.Role
          1:metadata:meta.v1.ObjectMeta 2:rules:rbac.v1.PolicyRule*
        rbac.v1.RoleBinding
          1:metadata:meta.v1.ObjectMeta 2:subjects:rbac.v1.Subject* 3:roleRef:rbac.v1.RoleRef
        rbac.v1.RoleRef
          1:apiGroup:string 2:kind:string 3:name:string
        rbac.v1.Subject
          1:kind:string 2:apiGroup:string 3:name:string 4:namespace:string
        """;
}
