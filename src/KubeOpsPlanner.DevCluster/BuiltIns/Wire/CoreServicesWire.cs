namespace KubeOpsPlanner.DevCluster.BuiltIns.Wire;

/// <summary>Services and endpoints, core group. See <see cref="WireFormats"/>.</summary>
internal static class CoreServicesWire
{
    public const string Table = """
        core.v1.ClientIPConfig
          1:timeoutSeconds:int
        core.v1.EndpointAddress
          1:ip:string 2:targetRef:core.v1.ObjectReference 3:hostname:string 4:nodeName:string
        core.v1.EndpointPort
          1:name:string 2:port:int 3:protocol:string 4:appProtocol:string
        core.v1.EndpointSubset
          1:addresses:core.v1.EndpointAddress* 2:notReadyAddresses:core.v1.EndpointAddress*
          3:ports:core.v1.EndpointPort*
        core.v1.Endpoints
          1:metadata:meta.v1.ObjectMeta 2:subsets:core.v1.EndpointSubset*
        core.v1.Service
          1:metadata:meta.v1.ObjectMeta 2:spec:core.v1.ServiceSpec 3:status:core.v1.ServiceStatus
        core.v1.ServicePort
          1:name:string 2:protocol:string 3:port:int 4:targetPort:intOrString 5:nodePort:int 6:appProtocol:string
        core.v1.ServiceSpec
          1:ports:core.v1.ServicePort* 2:selector:map<string> 3:clusterIP:string 4:type:string 5:externalIPs:string*
          7:sessionAffinity:string 8:loadBalancerIP:string 9:loadBalancerSourceRanges:string* 10:externalName:string
          11:externalTrafficPolicy:string 12:healthCheckNodePort:int 13:publishNotReadyAddresses:bool
          14:sessionAffinityConfig:core.v1.SessionAffinityConfig 17:ipFamilyPolicy:string 18:clusterIPs:string*
          19:ipFamilies:string* 20:allocateLoadBalancerNodePorts:bool 21:loadBalancerClass:string
          22:internalTrafficPolicy:string 23:trafficDistribution:string
        core.v1.SessionAffinityConfig
          1:clientIP:core.v1.ClientIPConfig
        """;
}
