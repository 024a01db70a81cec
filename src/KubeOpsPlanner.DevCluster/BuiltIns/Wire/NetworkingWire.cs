namespace KubeOpsPlanner.DevCluster.BuiltIns.Wire;

/// <summary>Ingresses, their classes, and network policies, group <c>networking.k8s.io</c>. See <see cref="WireFormats"/>.</summary>
internal static class NetworkingWire
{
    public const string Table = """
        networking.v1.HTTPIngressPath
          1:path:string 2:backend:networking.v1.IngressBackend 3:pathType:string
        networking.v1.HTTPIngressRuleValue
          1:paths:networking.v1.HTTPIngressPath*
        networking.v1.IPBlock
          1:cidr:string 2:except:string*
        networking.v1.Ingress
          1:metadata:meta.v1.ObjectMeta 2:spec:networking.v1.IngressSpec 3:status:networking.v1.IngressStatus
        networking.v1.IngressBackend
          3:resource:core.v1.TypedLocalObjectReference 4:service:networking.v1.IngressServiceBackend
        networking.v1.IngressClass
          1:metadata:meta.v1.ObjectMeta 2:spec:networking.v1.IngressClassSpec
        networking.v1.IngressClassParametersReference
          1:apiGroup:string 2:kind:string 3:name:string 4:scope:string 5:namespace:string
        networking.v1.IngressClassSpec
          1:controller:string 2:parameters:networking.v1.IngressClassParametersReference
        networking.v1.IngressRule
          1:host:string 2:.:networking.v1.IngressRuleValue
        networking.v1.IngressRuleValue
          1:http:networking.v1.HTTPIngressRuleValue
        networking.v1.IngressServiceBackend
          1:name:string 2:port:networking.v1.ServiceBackendPort
        networking.v1.IngressSpec
          1:defaultBackend:networking.v1.IngressBackend 2:tls:networking.v1.IngressTLS*
          3:rules:networking.v1.IngressRule* 4:ingressClassName:string
        networking.v1.IngressTLS
          1:hosts:string* 2:secretName:string
        networking.v1.NetworkPolicy
          1:metadata:meta.v1.ObjectMeta 2:spec:networking.v1.NetworkPolicySpec
        networking.v1.NetworkPolicyEgressRule
          1:ports:networking.v1.NetworkPolicyPort* 2:to:networking.v1.NetworkPolicyPeer*
        networking.v1.NetworkPolicyIngressRule
          1:ports:networking.v1.NetworkPolicyPort* 2:from:networking.v1.NetworkPolicyPeer*
        networking.v1.NetworkPolicyPeer
          1:podSelector:meta.v1.LabelSelector 2:namespaceSelector:meta.v1.LabelSelector
          3:ipBlock:networking.v1.IPBlock
        networking.v1.NetworkPolicyPort
          1:protocol:string 2:port:intOrString 3:endPort:int
        networking.v1.NetworkPolicySpec
          1:podSelector:meta.v1.LabelSelector 2:ingress:networking.v1.NetworkPolicyIngressRule*
          3:egress:networking.v1.NetworkPolicyEgressRule* 4:policyTypes:string*
        networking.v1.ServiceBackendPort
          1:name:string 2:number:int
        """;
}
