namespace KubeOpsPlanner.DevCluster.BuiltIns.Wire;

/// <summary>Runtime classes, group <c>node.k8s.io</c>. See <see cref="WireFormats"/>.</summary>
internal static class NodeWire
{
    public const string Table = """
        node.v1.Overhead
          1:podFixed:map<quantity>
        node.v1.RuntimeClass
          1:metadata:meta.v1.ObjectMeta 2:handler:string 3:overhead:node.v1.Overhead
          4:scheduling:node.v1.Scheduling
        node.v1.Scheduling
          1:nodeSelector:map<string> 2:tolerations:core.v1.Toleration*
        """;
}
