namespace KubeOpsPlanner.DevCluster.BuiltIns.Wire;

/// <summary>Pods and their templates, core group. See <see cref="WireFormats"/>.</summary>
internal static class CorePodsWire
{
    public const string Table = """
        core.v1.Binding
          1:metadata:meta.v1.ObjectMeta 2:target:core.v1.ObjectReference
        core.v1.HostAlias
          1:ip:string 2:hostnames:string*
        core.v1.Pod
          1:metadata:meta.v1.ObjectMeta 2:spec:core.v1.PodSpec 3:status:core.v1.PodStatus
        core.v1.PodDNSConfig
          1:nameservers:string* 2:searches:string* 3:options:core.v1.PodDNSConfigOption*
        core.v1.PodDNSConfigOption
          1:name:string 2:value:string
        core.v1.PodOS
          1:name:string
        core.v1.PodReadinessGate
          1:conditionType:string
        core.v1.PodResourceClaim
          1:name:string 3:resourceClaimName:string 4:resourceClaimTemplateName:string
        core.v1.PodSecurityContext
          1:seLinuxOptions:core.v1.SELinuxOptions 2:runAsUser:int 3:runAsNonRoot:bool 4:supplementalGroups:int*
          5:fsGroup:int 6:runAsGroup:int 7:sysctls:core.v1.Sysctl*
          8:windowsOptions:core.v1.WindowsSecurityContextOptions 9:fsGroupChangePolicy:string
          10:seccompProfile:core.v1.SeccompProfile 11:appArmorProfile:core.v1.AppArmorProfile
          12:supplementalGroupsPolicy:string 13:seLinuxChangePolicy:string
        core.v1.PodSpec
          1:volumes:core.v1.Volume* 2:containers:core.v1.Container* 3:restartPolicy:string
          4:terminationGracePeriodSeconds:int 5:activeDeadlineSeconds:int 6:dnsPolicy:string
          7:nodeSelector:map<string> 8:serviceAccountName:string 9:serviceAccount:string 10:nodeName:string
          11:hostNetwork:bool 12:hostPID:bool 13:hostIPC:bool 14:securityContext:core.v1.PodSecurityContext
          15:imagePullSecrets:core.v1.LocalObjectReference* 16:hostname:string 17:subdomain:string
          18:affinity:core.v1.Affinity 19:schedulerName:string 20:initContainers:core.v1.Container*
          21:automountServiceAccountToken:bool 22:tolerations:core.v1.Toleration* 23:hostAliases:core.v1.HostAlias*
          24:priorityClassName:string 25:priority:int 26:dnsConfig:core.v1.PodDNSConfig
          27:shareProcessNamespace:bool 28:readinessGates:core.v1.PodReadinessGate* 29:runtimeClassName:string
          30:enableServiceLinks:bool 31:preemptionPolicy:string 32:overhead:map<quantity>
          33:topologySpreadConstraints:core.v1.TopologySpreadConstraint*
          34:ephemeralContainers:core.v1.EphemeralContainer* 35:setHostnameAsFQDN:bool 36:os:core.v1.PodOS
          37:hostUsers:bool 38:schedulingGates:core.v1.PodSchedulingGate*
          39:resourceClaims:core.v1.PodResourceClaim* 40:resources:core.v1.ResourceRequirements
        core.v1.PodTemplateSpec
          1:metadata:meta.v1.ObjectMeta 2:spec:core.v1.PodSpec
        core.v1.ReplicationController
          1:metadata:meta.v1.ObjectMeta 2:spec:core.v1.ReplicationControllerSpec 3:status:core.v1.ReplicationControllerStatus
        core.v1.ReplicationControllerSpec
          1:replicas:int 2:selector:map<string> 3:template:core.v1.PodTemplateSpec 4:minReadySeconds:int
        core.v1.Sysctl
          1:name:string 2:value:string
        """;
}
