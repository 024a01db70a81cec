namespace KubeOpsPlanner.DevCluster.BuiltIns.Wire;

/// <summary>Endpoint slices, group <c>discovery.k8s.io</c>. See <see cref="WireFormats"/>.</summary>
internal static class DiscoveryWire
{
    public const string Table = """
        discovery.v1.Endpoint
          1:addresses:string* 2:conditions:discovery.v1.EndpointConditions 3:hostname:string
          4:targetRef:core.v1.ObjectReference 5:deprecatedTopology:map<string> 6:nodeName:string 7:zone:string
          8:hints:discovery.v1.EndpointHints
        discovery.v1.EndpointConditions
          1:ready:bool 2:serving:bool 3:terminating:bool
        discovery.v1.EndpointHints
          1:forZones:discovery.v1.ForZone*
        discovery.v1.EndpointPort
          1:name:string 2:protocol:string 3:port:int 4:appProtocol:string
        discovery.v1.EndpointSlice
          1:metadata:meta.v1.ObjectMeta 2:endpoints:discovery.v1.Endpoint* 3:ports:discovery.v1.EndpointPort*
          4:addressType:string
        discovery.v1.ForZone
          1:name:string
        """;
}
