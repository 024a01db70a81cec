namespace KubeOpsPlanner.DevCluster.BuiltIns.Wire;

/// <summary>What controllers, kubelets and schedulers report, all groups. See <see cref="WireFormats"/>.</summary>
internal static class StatusesWire
{
    public const string Table = """
        apps.v1.DaemonSetCondition
          1:type:string 2:status:string 3:lastTransitionTime:time 4:reason:string 5:message:string
        apps.v1.DaemonSetStatus
          1:currentNumberScheduled:int 2:numberMisscheduled:int 3:desiredNumberScheduled:int 4:numberReady:int
          5:observedGeneration:int 6:updatedNumberScheduled:int 7:numberAvailable:int 8:numberUnavailable:int
          9:collisionCount:int 10:conditions:apps.v1.DaemonSetCondition*
        apps.v1.DeploymentCondition
          1:type:string 2:status:string 4:reason:string 5:message:string 6:lastUpdateTime:time 7:lastTransitionTime:time
        apps.v1.DeploymentStatus
          1:observedGeneration:int 2:replicas:int 3:updatedReplicas:int 4:availableReplicas:int 5:unavailableReplicas:int
          6:conditions:apps.v1.DeploymentCondition* 7:readyReplicas:int 8:collisionCount:int
        apps.v1.ReplicaSetCondition
          1:type:string 2:status:string 3:lastTransitionTime:time 4:reason:string 5:message:string
        apps.v1.ReplicaSetStatus
          1:replicas:int 2:fullyLabeledReplicas:int 3:observedGeneration:int 4:readyReplicas:int 5:availableReplicas:int
          6:conditions:apps.v1.ReplicaSetCondition*
        apps.v1.StatefulSetCondition
          1:type:string 2:status:string 3:lastTransitionTime:time 4:reason:string 5:message:string
        apps.v1.StatefulSetStatus
          1:observedGeneration:int 2:replicas:int 3:readyReplicas:int 4:currentReplicas:int 5:updatedReplicas:int
          6:currentRevision:string 7:updateRevision:string 9:collisionCount:int 10:conditions:apps.v1.StatefulSetCondition*
          11:availableReplicas:int
        autoscaling.v2.ContainerResourceMetricStatus
          1:name:string 2:current:autoscaling.v2.MetricValueStatus 3:container:string
        autoscaling.v2.ExternalMetricStatus
          1:metric:autoscaling.v2.MetricIdentifier 2:current:autoscaling.v2.MetricValueStatus
        autoscaling.v2.HorizontalPodAutoscalerCondition
          1:type:string 2:status:string 3:lastTransitionTime:time 4:reason:string 5:message:string
        autoscaling.v2.HorizontalPodAutoscalerStatus
          1:observedGeneration:int 2:lastScaleTime:time 3:currentReplicas:int 4:desiredReplicas:int
          5:currentMetrics:autoscaling.v2.MetricStatus* 6:conditions:autoscaling.v2.HorizontalPodAutoscalerCondition*
        autoscaling.v2.MetricStatus
          1:type:string 2:object:autoscaling.v2.ObjectMetricStatus 3:pods:autoscaling.v2.PodsMetricStatus
          4:resource:autoscaling.v2.ResourceMetricStatus 5:external:autoscaling.v2.ExternalMetricStatus
          7:containerResource:autoscaling.v2.ContainerResourceMetricStatus
        autoscaling.v2.MetricValueStatus
          1:value:quantity 2:averageValue:quantity 3:averageUtilization:int
        autoscaling.v2.ObjectMetricStatus
          1:metric:autoscaling.v2.MetricIdentifier 2:current:autoscaling.v2.MetricValueStatus
          3:describedObject:autoscaling.v2.CrossVersionObjectReference
        autoscaling.v2.PodsMetricStatus
          1:metric:autoscaling.v2.MetricIdentifier 2:current:autoscaling.v2.MetricValueStatus
        autoscaling.v2.ResourceMetricStatus
          1:name:string 2:current:autoscaling.v2.MetricValueStatus
        batch.v1.CronJobStatus
          1:active:core.v1.ObjectReference* 4:lastScheduleTime:time 5:lastSuccessfulTime:time
        batch.v1.JobCondition
          1:type:string 2:status:string 3:lastProbeTime:time 4:lastTransitionTime:time 5:reason:string 6:message:string
        batch.v1.JobStatus
          1:conditions:batch.v1.JobCondition* 2:startTime:time 3:completionTime:time 4:active:int 5:succeeded:int
          6:failed:int 7:completedIndexes:string 8:uncountedTerminatedPods:batch.v1.UncountedTerminatedPods 9:ready:int
          10:failedIndexes:string 11:terminating:int
        batch.v1.UncountedTerminatedPods
          1:succeeded:string* 2:failed:string*
        core.v1.ContainerState
          1:waiting:core.v1.ContainerStateWaiting 2:running:core.v1.ContainerStateRunning
          3:terminated:core.v1.ContainerStateTerminated
        core.v1.ContainerStateRunning
          1:startedAt:time
        core.v1.ContainerStateTerminated
          1:exitCode:int 2:signal:int 3:reason:string 4:message:string 5:startedAt:time 6:finishedAt:time
          7:containerID:string
        core.v1.ContainerStateWaiting
          1:reason:string 2:message:string
        core.v1.ContainerStatus
          1:name:string 2:state:core.v1.ContainerState 3:lastState:core.v1.ContainerState 4:ready:bool 5:restartCount:int
          6:image:string 7:imageID:string 8:containerID:string 9:started:bool 10:allocatedResources:map<quantity>
          11:resources:core.v1.ResourceRequirements 12:volumeMounts:core.v1.VolumeMountStatus* 13:user:core.v1.ContainerUser
          14:allocatedResourcesStatus:core.v1.ResourceStatus*
        core.v1.ContainerUser
          1:linux:core.v1.LinuxContainerUser
        core.v1.HostIP
          1:ip:string
        core.v1.LinuxContainerUser
          1:uid:int 2:gid:int 3:supplementalGroups:int*
        core.v1.LoadBalancerIngress
          1:ip:string 2:hostname:string 3:ipMode:string 4:ports:core.v1.PortStatus*
        core.v1.LoadBalancerStatus
          1:ingress:core.v1.LoadBalancerIngress*
        core.v1.ModifyVolumeStatus
          1:targetVolumeAttributesClassName:string 2:status:string
        core.v1.NamespaceCondition
          1:type:string 2:status:string 4:lastTransitionTime:time 5:reason:string 6:message:string
        core.v1.NamespaceStatus
          1:phase:string 2:conditions:core.v1.NamespaceCondition*
        core.v1.PersistentVolumeClaimCondition
          1:type:string 2:status:string 3:lastProbeTime:time 4:lastTransitionTime:time 5:reason:string 6:message:string
        core.v1.PersistentVolumeClaimStatus
          1:phase:string 2:accessModes:string* 3:capacity:map<quantity> 4:conditions:core.v1.PersistentVolumeClaimCondition*
          5:allocatedResources:map<quantity> 7:allocatedResourceStatuses:map<string>
          8:currentVolumeAttributesClassName:string 9:modifyVolumeStatus:core.v1.ModifyVolumeStatus
        core.v1.PodCondition
          1:type:string 2:status:string 3:lastProbeTime:time 4:lastTransitionTime:time 5:reason:string 6:message:string
        core.v1.PodIP
          1:ip:string
        core.v1.PodResourceClaimStatus
          1:name:string 2:resourceClaimName:string
        core.v1.PodStatus
          1:phase:string 2:conditions:core.v1.PodCondition* 3:message:string 4:reason:string 5:hostIP:string 6:podIP:string
          7:startTime:time 8:containerStatuses:core.v1.ContainerStatus* 9:qosClass:string
          10:initContainerStatuses:core.v1.ContainerStatus* 11:nominatedNodeName:string 12:podIPs:core.v1.PodIP*
          13:ephemeralContainerStatuses:core.v1.ContainerStatus* 14:resize:string
          15:resourceClaimStatuses:core.v1.PodResourceClaimStatus* 16:hostIPs:core.v1.HostIP*
        core.v1.PortStatus
          1:port:int 2:protocol:string 3:error:string
        core.v1.ReplicationControllerCondition
          1:type:string 2:status:string 3:lastTransitionTime:time 4:reason:string 5:message:string
        core.v1.ReplicationControllerStatus
          1:replicas:int 2:fullyLabeledReplicas:int 3:observedGeneration:int 4:readyReplicas:int 5:availableReplicas:int
          6:conditions:core.v1.ReplicationControllerCondition*
        core.v1.ResourceHealth
          1:resourceID:string 2:health:string
        core.v1.ResourceQuotaStatus
          1:hard:map<quantity> 2:used:map<quantity>
        core.v1.ResourceStatus
          1:name:string 2:resources:core.v1.ResourceHealth*
        core.v1.ServiceStatus
          1:loadBalancer:core.v1.LoadBalancerStatus 2:conditions:meta.v1.Condition*
        core.v1.VolumeMountStatus
          1:name:string 2:mountPath:string 3:readOnly:bool 4:recursiveReadOnly:string
        flowcontrol.v1.FlowSchemaCondition
          1:type:string 2:status:string 3:lastTransitionTime:time 4:reason:string 5:message:string
        flowcontrol.v1.FlowSchemaStatus
          1:conditions:flowcontrol.v1.FlowSchemaCondition*
        flowcontrol.v1.PriorityLevelConfigurationCondition
          1:type:string 2:status:string 3:lastTransitionTime:time 4:reason:string 5:message:string
        flowcontrol.v1.PriorityLevelConfigurationStatus
          1:conditions:flowcontrol.v1.PriorityLevelConfigurationCondition*
        meta.v1.Condition
          1:type:string 2:status:string 3:observedGeneration:int 4:lastTransitionTime:time 5:reason:string 6:message:string
        networking.v1.IngressLoadBalancerIngress
          1:ip:string 2:hostname:string 4:ports:networking.v1.IngressPortStatus*
        networking.v1.IngressLoadBalancerStatus
          1:ingress:networking.v1.IngressLoadBalancerIngress*
        networking.v1.IngressPortStatus
          1:port:int 2:protocol:string 3:error:string
        networking.v1.IngressStatus
          1:loadBalancer:networking.v1.IngressLoadBalancerStatus
        policy.v1.PodDisruptionBudgetStatus
          1:observedGeneration:int 2:disruptedPods:map<time> 3:disruptionsAllowed:int 4:currentHealthy:int 5:desiredHealthy:int
          6:expectedPods:int 7:conditions:meta.v1.Condition*
        """;
}
