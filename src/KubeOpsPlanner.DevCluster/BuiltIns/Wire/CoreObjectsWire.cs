namespace KubeOpsPlanner.DevCluster.BuiltIns.Wire;

/// <summary>Configuration, namespaces, quotas, accounts and events, core group. See <see cref="WireFormats"/>.</summary>
internal static class CoreObjectsWire
{
    public const string Table = """
        core.v1.ConfigMap
          1:metadata:meta.v1.ObjectMeta 2:data:map<string> 3:binaryData:map<bytes> 4:immutable:bool
        core.v1.Event
          1:metadata:meta.v1.ObjectMeta 2:involvedObject:core.v1.ObjectReference 3:reason:string 4:message:string
          5:source:core.v1.EventSource 6:firstTimestamp:time 7:lastTimestamp:time 8:count:int 9:type:string
          10:eventTime:microTime 11:series:core.v1.EventSeries 12:action:string 13:related:core.v1.ObjectReference
          14:reportingComponent:string 15:reportingInstance:string
        core.v1.EventSeries
          1:count:int 2:lastObservedTime:microTime
        core.v1.EventSource
          1:component:string 2:host:string
        core.v1.LimitRange
          1:metadata:meta.v1.ObjectMeta 2:spec:core.v1.LimitRangeSpec
        core.v1.LimitRangeItem
          1:type:string 2:max:map<quantity> 3:min:map<quantity> 4:default:map<quantity>
          5:defaultRequest:map<quantity> 6:maxLimitRequestRatio:map<quantity>
        core.v1.LimitRangeSpec
          1:limits:core.v1.LimitRangeItem*
        core.v1.LocalObjectReference
          1:name:string
        core.v1.Namespace
          1:metadata:meta.v1.ObjectMeta 2:spec:core.v1.NamespaceSpec 3:status:core.v1.NamespaceStatus
        core.v1.NamespaceSpec
          1:finalizers:string*
        core.v1.ObjectReference
          1:kind:string 2:namespace:string 3:name:string 4:uid:string 5:apiVersion:string 6:resourceVersion:string
          7:fieldPath:string
        core.v1.ResourceQuota
          1:metadata:meta.v1.ObjectMeta 2:spec:core.v1.ResourceQuotaSpec 3:status:core.v1.ResourceQuotaStatus
        core.v1.ResourceQuotaSpec
          1:hard:map<quantity> 2:scopes:string* 3:scopeSelector:core.v1.ScopeSelector
        core.v1.ScopeSelector
          1:matchExpressions:core.v1.ScopedResourceSelectorRequirement*
        core.v1.ScopedResourceSelectorRequirement
          1:scopeName:string 2:operator:string 3:values:string*
        core.v1.Secret
          1:metadata:meta.v1.ObjectMeta 2:data:map<bytes> 3:type:string 4:stringData:map<string> 5:immutable:bool
        core.v1.ServiceAccount
          1:metadata:meta.v1.ObjectMeta 2:secrets:core.v1.ObjectReference*
          3:imagePullSecrets:core.v1.LocalObjectReference* 4:automountServiceAccountToken:bool
        core.v1.TypedLocalObjectReference
          1:apiGroup:string 2:kind:string 3:name:string
        core.v1.TypedObjectReference
          1:apiGroup:string 2:kind:string 3:name:string 4:namespace:string
        """;
}
