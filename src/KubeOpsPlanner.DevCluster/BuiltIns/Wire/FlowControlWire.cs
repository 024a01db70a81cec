namespace KubeOpsPlanner.DevCluster.BuiltIns.Wire;

/// <summary>API priority and fairness, group <c>flowcontrol.apiserver.k8s.io</c>. See <see cref="WireFormats"/>.</summary>
internal static class FlowControlWire
{
    public const string Table = """
        flowcontrol.v1.ExemptPriorityLevelConfiguration
          1:nominalConcurrencyShares:int 2:lendablePercent:int
        flowcontrol.v1.FlowDistinguisherMethod
          1:type:string
        flowcontrol.v1.FlowSchema
          1:metadata:meta.v1.ObjectMeta 2:spec:flowcontrol.v1.FlowSchemaSpec 3:status:flowcontrol.v1.FlowSchemaStatus
        flowcontrol.v1.FlowSchemaSpec
          1:priorityLevelConfiguration:flowcontrol.v1.PriorityLevelConfigurationReference 2:matchingPrecedence:int
          3:distinguisherMethod:flowcontrol.v1.FlowDistinguisherMethod
          4:rules:flowcontrol.v1.PolicyRulesWithSubjects*
        flowcontrol.v1.GroupSubject
          1:name:string
        flowcontrol.v1.LimitResponse
          1:type:string 2:queuing:flowcontrol.v1.QueuingConfiguration
        flowcontrol.v1.LimitedPriorityLevelConfiguration
          1:nominalConcurrencyShares:int 2:limitResponse:flowcontrol.v1.LimitResponse 3:lendablePercent:int
          4:borrowingLimitPercent:int
        flowcontrol.v1.NonResourcePolicyRule
          1:verbs:string* 6:nonResourceURLs:string*
        flowcontrol.v1.PolicyRulesWithSubjects
          1:subjects:flowcontrol.v1.Subject* 2:resourceRules:flowcontrol.v1.ResourcePolicyRule*
          3:nonResourceRules:flowcontrol.v1.NonResourcePolicyRule*
        flowcontrol.v1.PriorityLevelConfiguration
          1:metadata:meta.v1.ObjectMeta 2:spec:flowcontrol.v1.PriorityLevelConfigurationSpec 3:status:flowcontrol.v1.PriorityLevelConfigurationStatus
        flowcontrol.v1.PriorityLevelConfigurationReference
          1:name:string
        flowcontrol.v1.PriorityLevelConfigurationSpec
          1:type:string 2:limited:flowcontrol.v1.LimitedPriorityLevelConfiguration
          3:exempt:flowcontrol.v1.ExemptPriorityLevelConfiguration
        flowcontrol.v1.QueuingConfiguration
          1:queues:int 2:handSize:int 3:queueLengthLimit:int
        flowcontrol.v1.ResourcePolicyRule
          1:verbs:string* 2:apiGroups:string* 3:resources:string* 4:clusterScope:bool 5:namespaces:string*
        flowcontrol.v1.ServiceAccountSubject
          1:namespace:string 2:name:string
        flowcontrol.v1.Subject
          1:kind:string 2:user:flowcontrol.v1.UserSubject 3:group:flowcontrol.v1.GroupSubject
          4:serviceAccount:flowcontrol.v1.ServiceAccountSubject
        flowcontrol.v1.UserSubject
          1:name:string
        """;
}
