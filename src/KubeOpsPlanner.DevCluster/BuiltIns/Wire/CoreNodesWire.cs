namespace KubeOpsPlanner.DevCluster.BuiltIns.Wire;

/// <summary>Nodes, core group. See <see cref="WireFormats"/>.</summary>
internal static class CoreNodesWire
{
    public const string Table = """
        core.v1.AttachedVolume
          1:name:string 2:devicePath:string
        core.v1.ConfigMapNodeConfigSource
          1:namespace:string 2:name:string 3:uid:string 4:resourceVersion:string 5:kubeletConfigKey:string
        core.v1.ContainerImage
          1:names:string* 2:sizeBytes:int
        core.v1.DaemonEndpoint
          1:Port:int
        core.v1.Node
          1:metadata:meta.v1.ObjectMeta 2:spec:core.v1.NodeSpec 3:status:core.v1.NodeStatus
        core.v1.NodeAddress
          1:type:string 2:address:string
        core.v1.NodeCondition
          1:type:string 2:status:string 3:lastHeartbeatTime:time 4:lastTransitionTime:time 5:reason:string 6:message:string
        core.v1.NodeConfigSource
          2:configMap:core.v1.ConfigMapNodeConfigSource
        core.v1.NodeConfigStatus
          1:assigned:core.v1.NodeConfigSource 2:active:core.v1.NodeConfigSource
          3:lastKnownGood:core.v1.NodeConfigSource 4:error:string
        core.v1.NodeDaemonEndpoints
          1:kubeletEndpoint:core.v1.DaemonEndpoint
        core.v1.NodeFeatures
          1:supplementalGroupsPolicy:bool
        core.v1.NodeRuntimeHandler
          1:name:string 2:features:core.v1.NodeRuntimeHandlerFeatures
        core.v1.NodeRuntimeHandlerFeatures
          1:recursiveReadOnlyMounts:bool 2:userNamespaces:bool
        core.v1.NodeSpec
          1:podCIDR:string 2:externalID:string 3:providerID:string 4:unschedulable:bool 5:taints:core.v1.Taint*
          6:configSource:core.v1.NodeConfigSource 7:podCIDRs:string*
        core.v1.NodeStatus
          1:capacity:map<quantity> 2:allocatable:map<quantity> 3:phase:string 4:conditions:core.v1.NodeCondition*
          5:addresses:core.v1.NodeAddress* 6:daemonEndpoints:core.v1.NodeDaemonEndpoints
          7:nodeInfo:core.v1.NodeSystemInfo 8:images:core.v1.ContainerImage* 9:volumesInUse:string*
          10:volumesAttached:core.v1.AttachedVolume* 11:config:core.v1.NodeConfigStatus
          12:runtimeHandlers:core.v1.NodeRuntimeHandler* 13:features:core.v1.NodeFeatures
        core.v1.NodeSystemInfo
          1:machineID:string 2:systemUUID:string 3:bootID:string 4:kernelVersion:string 5:osImage:string
          6:containerRuntimeVersion:string 7:kubeletVersion:string 8:kubeProxyVersion:string
          9:operatingSystem:string 10:architecture:string
        core.v1.Taint
          1:key:string 2:value:string 3:effect:string 4:timeAdded:time
        """;
}
