namespace KubeOpsPlanner.DevCluster.BuiltIns;

/// <summary>
/// Field numbers of the built-in kinds on the protobuf wire, as Kubernetes 1.32 fixes them in its generated.proto files:
/// per message its fields as <c>number:name:type</c>. The name <c>.</c> means that Kubernetes' JSON has the fields of that
/// message in its parent. Statuses that a client cannot set on creation are left out.
/// </summary>
internal static class WireFormats
{
    public const string Table = """
        admissionregistration.v1.MatchCondition
          1:name:string 2:expression:string
        admissionregistration.v1.MutatingWebhook
          1:name:string 2:clientConfig:admissionregistration.v1.WebhookClientConfig
          3:rules:admissionregistration.v1.RuleWithOperations* 4:failurePolicy:string
          5:namespaceSelector:meta.v1.LabelSelector 6:sideEffects:string 7:timeoutSeconds:int
          8:admissionReviewVersions:string* 9:matchPolicy:string 10:reinvocationPolicy:string
          11:objectSelector:meta.v1.LabelSelector 12:matchConditions:admissionregistration.v1.MatchCondition*
        admissionregistration.v1.MutatingWebhookConfiguration
          1:metadata:meta.v1.ObjectMeta 2:webhooks:admissionregistration.v1.MutatingWebhook*
        admissionregistration.v1.Rule
          1:apiGroups:string* 2:apiVersions:string* 3:resources:string* 4:scope:string
        admissionregistration.v1.RuleWithOperations
          1:operations:string* 2:.:admissionregistration.v1.Rule
        admissionregistration.v1.ServiceReference
          1:namespace:string 2:name:string 3:path:string 4:port:int
        admissionregistration.v1.ValidatingWebhook
          1:name:string 2:clientConfig:admissionregistration.v1.WebhookClientConfig
          3:rules:admissionregistration.v1.RuleWithOperations* 4:failurePolicy:string
          5:namespaceSelector:meta.v1.LabelSelector 6:sideEffects:string 7:timeoutSeconds:int
          8:admissionReviewVersions:string* 9:matchPolicy:string 10:objectSelector:meta.v1.LabelSelector
          11:matchConditions:admissionregistration.v1.MatchCondition*
        admissionregistration.v1.ValidatingWebhookConfiguration
          1:metadata:meta.v1.ObjectMeta 2:webhooks:admissionregistration.v1.ValidatingWebhook*
        admissionregistration.v1.WebhookClientConfig
          1:service:admissionregistration.v1.ServiceReference 2:caBundle:bytes 3:url:string
        apps.v1.DaemonSet
          1:metadata:meta.v1.ObjectMeta 2:spec:apps.v1.DaemonSetSpec
        apps.v1.DaemonSetSpec
          1:selector:meta.v1.LabelSelector 2:template:core.v1.PodTemplateSpec
          3:updateStrategy:apps.v1.DaemonSetUpdateStrategy 4:minReadySeconds:int 6:revisionHistoryLimit:int
        apps.v1.DaemonSetUpdateStrategy
          1:type:string 2:rollingUpdate:apps.v1.RollingUpdateDaemonSet
        apps.v1.Deployment
          1:metadata:meta.v1.ObjectMeta 2:spec:apps.v1.DeploymentSpec
        apps.v1.DeploymentSpec
          1:replicas:int 2:selector:meta.v1.LabelSelector 3:template:core.v1.PodTemplateSpec
          4:strategy:apps.v1.DeploymentStrategy 5:minReadySeconds:int 6:revisionHistoryLimit:int 7:paused:bool
          9:progressDeadlineSeconds:int
        apps.v1.DeploymentStrategy
          1:type:string 2:rollingUpdate:apps.v1.RollingUpdateDeployment
        apps.v1.ReplicaSet
          1:metadata:meta.v1.ObjectMeta 2:spec:apps.v1.ReplicaSetSpec
        apps.v1.ReplicaSetSpec
          1:replicas:int 2:selector:meta.v1.LabelSelector 3:template:core.v1.PodTemplateSpec 4:minReadySeconds:int
        apps.v1.RollingUpdateDaemonSet
          1:maxUnavailable:intOrString 2:maxSurge:intOrString
        apps.v1.RollingUpdateDeployment
          1:maxUnavailable:intOrString 2:maxSurge:intOrString
        apps.v1.RollingUpdateStatefulSetStrategy
          1:partition:int 2:maxUnavailable:intOrString
        apps.v1.StatefulSet
          1:metadata:meta.v1.ObjectMeta 2:spec:apps.v1.StatefulSetSpec
        apps.v1.StatefulSetOrdinals
          1:start:int
        apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy
          1:whenDeleted:string 2:whenScaled:string
        apps.v1.StatefulSetSpec
          1:replicas:int 2:selector:meta.v1.LabelSelector 3:template:core.v1.PodTemplateSpec
          4:volumeClaimTemplates:core.v1.PersistentVolumeClaim* 5:serviceName:string 6:podManagementPolicy:string
          7:updateStrategy:apps.v1.StatefulSetUpdateStrategy 8:revisionHistoryLimit:int 9:minReadySeconds:int
          10:persistentVolumeClaimRetentionPolicy:apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy
          11:ordinals:apps.v1.StatefulSetOrdinals
        apps.v1.StatefulSetUpdateStrategy
          1:type:string 2:rollingUpdate:apps.v1.RollingUpdateStatefulSetStrategy
        authentication.v1.BoundObjectReference
          1:kind:string 2:apiVersion:string 3:name:string 4:uID:string
        authentication.v1.SelfSubjectReview
          1:metadata:meta.v1.ObjectMeta
        authentication.v1.TokenRequest
          1:metadata:meta.v1.ObjectMeta 2:spec:authentication.v1.TokenRequestSpec
        authentication.v1.TokenRequestSpec
          1:audiences:string* 3:boundObjectRef:authentication.v1.BoundObjectReference 4:expirationSeconds:int
        authentication.v1.TokenReview
          1:metadata:meta.v1.ObjectMeta 2:spec:authentication.v1.TokenReviewSpec
          3:status:authentication.v1.TokenReviewStatus
        authentication.v1.TokenReviewSpec
          1:token:string 2:audiences:string*
        authentication.v1.TokenReviewStatus
          1:authenticated:bool 2:user:authentication.v1.UserInfo 3:error:string 4:audiences:string*
        authentication.v1.UserInfo
          1:username:string 2:uid:string 3:groups:string* 4:extra:map<strings>
        authorization.v1.FieldSelectorAttributes
          1:rawSelector:string 2:requirements:meta.v1.FieldSelectorRequirement*
        authorization.v1.LabelSelectorAttributes
          1:rawSelector:string 2:requirements:meta.v1.LabelSelectorRequirement*
        authorization.v1.LocalSubjectAccessReview
          1:metadata:meta.v1.ObjectMeta 2:spec:authorization.v1.SubjectAccessReviewSpec
        authorization.v1.NonResourceAttributes
          1:path:string 2:verb:string
        authorization.v1.ResourceAttributes
          1:namespace:string 2:verb:string 3:group:string 4:version:string 5:resource:string 6:subresource:string
          7:name:string 8:fieldSelector:authorization.v1.FieldSelectorAttributes
          9:labelSelector:authorization.v1.LabelSelectorAttributes
        authorization.v1.SelfSubjectAccessReview
          1:metadata:meta.v1.ObjectMeta 2:spec:authorization.v1.SelfSubjectAccessReviewSpec
        authorization.v1.SelfSubjectAccessReviewSpec
          1:resourceAttributes:authorization.v1.ResourceAttributes
          2:nonResourceAttributes:authorization.v1.NonResourceAttributes
        authorization.v1.SelfSubjectRulesReview
          1:metadata:meta.v1.ObjectMeta 2:spec:authorization.v1.SelfSubjectRulesReviewSpec
        authorization.v1.SelfSubjectRulesReviewSpec
          1:namespace:string
        authorization.v1.SubjectAccessReview
          1:metadata:meta.v1.ObjectMeta 2:spec:authorization.v1.SubjectAccessReviewSpec
        authorization.v1.SubjectAccessReviewSpec
          1:resourceAttributes:authorization.v1.ResourceAttributes
          2:nonResourceAttributes:authorization.v1.NonResourceAttributes 3:user:string 4:groups:string*
          5:extra:map<strings> 6:uid:string
        autoscaling.v1.Scale
          1:metadata:meta.v1.ObjectMeta 2:spec:autoscaling.v1.ScaleSpec
        autoscaling.v1.ScaleSpec
          1:replicas:int
        autoscaling.v2.ContainerResourceMetricSource
          1:name:string 2:target:autoscaling.v2.MetricTarget 3:container:string
        autoscaling.v2.CrossVersionObjectReference
          1:kind:string 2:name:string 3:apiVersion:string
        autoscaling.v2.ExternalMetricSource
          1:metric:autoscaling.v2.MetricIdentifier 2:target:autoscaling.v2.MetricTarget
        autoscaling.v2.HPAScalingPolicy
          1:type:string 2:value:int 3:periodSeconds:int
        autoscaling.v2.HPAScalingRules
          1:selectPolicy:string 2:policies:autoscaling.v2.HPAScalingPolicy* 3:stabilizationWindowSeconds:int
        autoscaling.v2.HorizontalPodAutoscaler
          1:metadata:meta.v1.ObjectMeta 2:spec:autoscaling.v2.HorizontalPodAutoscalerSpec
        autoscaling.v2.HorizontalPodAutoscalerBehavior
          1:scaleUp:autoscaling.v2.HPAScalingRules 2:scaleDown:autoscaling.v2.HPAScalingRules
        autoscaling.v2.HorizontalPodAutoscalerSpec
          1:scaleTargetRef:autoscaling.v2.CrossVersionObjectReference 2:minReplicas:int 3:maxReplicas:int
          4:metrics:autoscaling.v2.MetricSpec* 5:behavior:autoscaling.v2.HorizontalPodAutoscalerBehavior
        autoscaling.v2.MetricIdentifier
          1:name:string 2:selector:meta.v1.LabelSelector
        autoscaling.v2.MetricSpec
          1:type:string 2:object:autoscaling.v2.ObjectMetricSource 3:pods:autoscaling.v2.PodsMetricSource
          4:resource:autoscaling.v2.ResourceMetricSource 5:external:autoscaling.v2.ExternalMetricSource
          7:containerResource:autoscaling.v2.ContainerResourceMetricSource
        autoscaling.v2.MetricTarget
          1:type:string 2:value:quantity 3:averageValue:quantity 4:averageUtilization:int
        autoscaling.v2.ObjectMetricSource
          1:describedObject:autoscaling.v2.CrossVersionObjectReference 2:target:autoscaling.v2.MetricTarget
          3:metric:autoscaling.v2.MetricIdentifier
        autoscaling.v2.PodsMetricSource
          1:metric:autoscaling.v2.MetricIdentifier 2:target:autoscaling.v2.MetricTarget
        autoscaling.v2.ResourceMetricSource
          1:name:string 2:target:autoscaling.v2.MetricTarget
        batch.v1.CronJob
          1:metadata:meta.v1.ObjectMeta 2:spec:batch.v1.CronJobSpec
        batch.v1.CronJobSpec
          1:schedule:string 2:startingDeadlineSeconds:int 3:concurrencyPolicy:string 4:suspend:bool
          5:jobTemplate:batch.v1.JobTemplateSpec 6:successfulJobsHistoryLimit:int 7:failedJobsHistoryLimit:int
          8:timeZone:string
        batch.v1.Job
          1:metadata:meta.v1.ObjectMeta 2:spec:batch.v1.JobSpec
        batch.v1.JobSpec
          1:parallelism:int 2:completions:int 3:activeDeadlineSeconds:int 4:selector:meta.v1.LabelSelector
          5:manualSelector:bool 6:template:core.v1.PodTemplateSpec 7:backoffLimit:int 8:ttlSecondsAfterFinished:int
          9:completionMode:string 10:suspend:bool 11:podFailurePolicy:batch.v1.PodFailurePolicy
          12:backoffLimitPerIndex:int 13:maxFailedIndexes:int 14:podReplacementPolicy:string 15:managedBy:string
          16:successPolicy:batch.v1.SuccessPolicy
        batch.v1.JobTemplateSpec
          1:metadata:meta.v1.ObjectMeta 2:spec:batch.v1.JobSpec
        batch.v1.PodFailurePolicy
          1:rules:batch.v1.PodFailurePolicyRule*
        batch.v1.PodFailurePolicyOnExitCodesRequirement
          1:containerName:string 2:operator:string 3:values:int*
        batch.v1.PodFailurePolicyOnPodConditionsPattern
          1:type:string
        batch.v1.PodFailurePolicyRule
          1:action:string 2:onExitCodes:batch.v1.PodFailurePolicyOnExitCodesRequirement
          3:onPodConditions:batch.v1.PodFailurePolicyOnPodConditionsPattern*
        batch.v1.SuccessPolicy
          1:rules:batch.v1.SuccessPolicyRule*
        batch.v1.SuccessPolicyRule
          1:succeededIndexes:string 2:succeededCount:int
        coordination.v1.Lease
          1:metadata:meta.v1.ObjectMeta 2:spec:coordination.v1.LeaseSpec
        coordination.v1.LeaseSpec
          1:holderIdentity:string 2:leaseDurationSeconds:int 3:acquireTime:microTime 4:renewTime:microTime
          5:leaseTransitions:int 6:strategy:string 7:preferredHolder:string
        core.v1.AWSElasticBlockStoreVolumeSource
          1:volumeID:string 2:fsType:string 3:partition:int 4:readOnly:bool
        core.v1.Affinity
          1:nodeAffinity:core.v1.NodeAffinity 2:podAffinity:core.v1.PodAffinity
          3:podAntiAffinity:core.v1.PodAntiAffinity
        core.v1.AppArmorProfile
          1:type:string 2:localhostProfile:string
        core.v1.AttachedVolume
          1:name:string 2:devicePath:string
        core.v1.AzureDiskVolumeSource
          1:diskName:string 2:diskURI:string 3:cachingMode:string 4:fsType:string 5:readOnly:bool 6:kind:string
        core.v1.AzureFileVolumeSource
          1:secretName:string 2:shareName:string 3:readOnly:bool
        core.v1.CSIVolumeSource
          1:driver:string 2:readOnly:bool 3:fsType:string 4:volumeAttributes:map<string>
          5:nodePublishSecretRef:core.v1.LocalObjectReference
        core.v1.Capabilities
          1:add:string* 2:drop:string*
        core.v1.CephFSVolumeSource
          1:monitors:string* 2:path:string 3:user:string 4:secretFile:string
          5:secretRef:core.v1.LocalObjectReference 6:readOnly:bool
        core.v1.CinderVolumeSource
          1:volumeID:string 2:fsType:string 3:readOnly:bool 4:secretRef:core.v1.LocalObjectReference
        core.v1.ClientIPConfig
          1:timeoutSeconds:int
        core.v1.ClusterTrustBundleProjection
          1:name:string 2:signerName:string 3:labelSelector:meta.v1.LabelSelector 4:path:string 5:optional:bool
        core.v1.ConfigMap
          1:metadata:meta.v1.ObjectMeta 2:data:map<string> 3:binaryData:map<bytes> 4:immutable:bool
        core.v1.ConfigMapEnvSource
          1:.:core.v1.LocalObjectReference 2:optional:bool
        core.v1.ConfigMapKeySelector
          1:.:core.v1.LocalObjectReference 2:key:string 3:optional:bool
        core.v1.ConfigMapNodeConfigSource
          1:namespace:string 2:name:string 3:uid:string 4:resourceVersion:string 5:kubeletConfigKey:string
        core.v1.ConfigMapProjection
          1:.:core.v1.LocalObjectReference 2:items:core.v1.KeyToPath* 4:optional:bool
        core.v1.ConfigMapVolumeSource
          1:.:core.v1.LocalObjectReference 2:items:core.v1.KeyToPath* 3:defaultMode:int 4:optional:bool
        core.v1.Container
          1:name:string 2:image:string 3:command:string* 4:args:string* 5:workingDir:string
          6:ports:core.v1.ContainerPort* 7:env:core.v1.EnvVar* 8:resources:core.v1.ResourceRequirements
          9:volumeMounts:core.v1.VolumeMount* 10:livenessProbe:core.v1.Probe 11:readinessProbe:core.v1.Probe
          12:lifecycle:core.v1.Lifecycle 13:terminationMessagePath:string 14:imagePullPolicy:string
          15:securityContext:core.v1.SecurityContext 16:stdin:bool 17:stdinOnce:bool 18:tty:bool
          19:envFrom:core.v1.EnvFromSource* 20:terminationMessagePolicy:string
          21:volumeDevices:core.v1.VolumeDevice* 22:startupProbe:core.v1.Probe
          23:resizePolicy:core.v1.ContainerResizePolicy* 24:restartPolicy:string
        core.v1.ContainerImage
          1:names:string* 2:sizeBytes:int
        core.v1.ContainerPort
          1:name:string 2:hostPort:int 3:containerPort:int 4:protocol:string 5:hostIP:string
        core.v1.ContainerResizePolicy
          1:resourceName:string 2:restartPolicy:string
        core.v1.DaemonEndpoint
          1:Port:int
        core.v1.DownwardAPIProjection
          1:items:core.v1.DownwardAPIVolumeFile*
        core.v1.DownwardAPIVolumeFile
          1:path:string 2:fieldRef:core.v1.ObjectFieldSelector 3:resourceFieldRef:core.v1.ResourceFieldSelector
          4:mode:int
        core.v1.DownwardAPIVolumeSource
          1:items:core.v1.DownwardAPIVolumeFile* 2:defaultMode:int
        core.v1.EmptyDirVolumeSource
          1:medium:string 2:sizeLimit:quantity
        core.v1.EndpointAddress
          1:ip:string 2:targetRef:core.v1.ObjectReference 3:hostname:string 4:nodeName:string
        core.v1.EndpointPort
          1:name:string 2:port:int 3:protocol:string 4:appProtocol:string
        core.v1.EndpointSubset
          1:addresses:core.v1.EndpointAddress* 2:notReadyAddresses:core.v1.EndpointAddress*
          3:ports:core.v1.EndpointPort*
        core.v1.Endpoints
          1:metadata:meta.v1.ObjectMeta 2:subsets:core.v1.EndpointSubset*
        core.v1.EnvFromSource
          1:prefix:string 2:configMapRef:core.v1.ConfigMapEnvSource 3:secretRef:core.v1.SecretEnvSource
        core.v1.EnvVar
          1:name:string 2:value:string 3:valueFrom:core.v1.EnvVarSource
        core.v1.EnvVarSource
          1:fieldRef:core.v1.ObjectFieldSelector 2:resourceFieldRef:core.v1.ResourceFieldSelector
          3:configMapKeyRef:core.v1.ConfigMapKeySelector 4:secretKeyRef:core.v1.SecretKeySelector
        core.v1.EphemeralContainer
          1:.:core.v1.EphemeralContainerCommon 2:targetContainerName:string
        core.v1.EphemeralContainerCommon
          1:name:string 2:image:string 3:command:string* 4:args:string* 5:workingDir:string
          6:ports:core.v1.ContainerPort* 7:env:core.v1.EnvVar* 8:resources:core.v1.ResourceRequirements
          9:volumeMounts:core.v1.VolumeMount* 10:livenessProbe:core.v1.Probe 11:readinessProbe:core.v1.Probe
          12:lifecycle:core.v1.Lifecycle 13:terminationMessagePath:string 14:imagePullPolicy:string
          15:securityContext:core.v1.SecurityContext 16:stdin:bool 17:stdinOnce:bool 18:tty:bool
          19:envFrom:core.v1.EnvFromSource* 20:terminationMessagePolicy:string
          21:volumeDevices:core.v1.VolumeDevice* 22:startupProbe:core.v1.Probe
          23:resizePolicy:core.v1.ContainerResizePolicy* 24:restartPolicy:string
        core.v1.EphemeralVolumeSource
          1:volumeClaimTemplate:core.v1.PersistentVolumeClaimTemplate
        core.v1.Event
          1:metadata:meta.v1.ObjectMeta 2:involvedObject:core.v1.ObjectReference 3:reason:string 4:message:string
          5:source:core.v1.EventSource 6:firstTimestamp:time 7:lastTimestamp:time 8:count:int 9:type:string
          10:eventTime:microTime 11:series:core.v1.EventSeries 12:action:string 13:related:core.v1.ObjectReference
          14:reportingComponent:string 15:reportingInstance:string
        core.v1.EventSeries
          1:count:int 2:lastObservedTime:microTime
        core.v1.EventSource
          1:component:string 2:host:string
        core.v1.ExecAction
          1:command:string*
        core.v1.FCVolumeSource
          1:targetWWNs:string* 2:lun:int 3:fsType:string 4:readOnly:bool 5:wwids:string*
        core.v1.FlexVolumeSource
          1:driver:string 2:fsType:string 3:secretRef:core.v1.LocalObjectReference 4:readOnly:bool
          5:options:map<string>
        core.v1.FlockerVolumeSource
          1:datasetName:string 2:datasetUUID:string
        core.v1.GCEPersistentDiskVolumeSource
          1:pdName:string 2:fsType:string 3:partition:int 4:readOnly:bool
        core.v1.GRPCAction
          1:port:int 2:service:string
        core.v1.GitRepoVolumeSource
          1:repository:string 2:revision:string 3:directory:string
        core.v1.GlusterfsVolumeSource
          1:endpoints:string 2:path:string 3:readOnly:bool
        core.v1.HTTPGetAction
          1:path:string 2:port:intOrString 3:host:string 4:scheme:string 5:httpHeaders:core.v1.HTTPHeader*
        core.v1.HTTPHeader
          1:name:string 2:value:string
        core.v1.HostAlias
          1:ip:string 2:hostnames:string*
        core.v1.HostPathVolumeSource
          1:path:string 2:type:string
        core.v1.ISCSIVolumeSource
          1:targetPortal:string 2:iqn:string 3:lun:int 4:iscsiInterface:string 5:fsType:string 6:readOnly:bool
          7:portals:string* 8:chapAuthDiscovery:bool 10:secretRef:core.v1.LocalObjectReference
          11:chapAuthSession:bool 12:initiatorName:string
        core.v1.ImageVolumeSource
          1:reference:string 2:pullPolicy:string
        core.v1.KeyToPath
          1:key:string 2:path:string 3:mode:int
        core.v1.Lifecycle
          1:postStart:core.v1.LifecycleHandler 2:preStop:core.v1.LifecycleHandler
        core.v1.LifecycleHandler
          1:exec:core.v1.ExecAction 2:httpGet:core.v1.HTTPGetAction 3:tcpSocket:core.v1.TCPSocketAction
          4:sleep:core.v1.SleepAction
        core.v1.LimitRange
          1:metadata:meta.v1.ObjectMeta 2:spec:core.v1.LimitRangeSpec
        core.v1.LimitRangeItem
          1:type:string 2:max:map<quantity> 3:min:map<quantity> 4:default:map<quantity>
          5:defaultRequest:map<quantity> 6:maxLimitRequestRatio:map<quantity>
        core.v1.LimitRangeSpec
          1:limits:core.v1.LimitRangeItem*
        core.v1.LocalObjectReference
          1:name:string
        core.v1.NFSVolumeSource
          1:server:string 2:path:string 3:readOnly:bool
        core.v1.Namespace
          1:metadata:meta.v1.ObjectMeta 2:spec:core.v1.NamespaceSpec
        core.v1.NamespaceSpec
          1:finalizers:string*
        core.v1.Node
          1:metadata:meta.v1.ObjectMeta 2:spec:core.v1.NodeSpec 3:status:core.v1.NodeStatus
        core.v1.NodeAddress
          1:type:string 2:address:string
        core.v1.NodeAffinity
          1:requiredDuringSchedulingIgnoredDuringExecution:core.v1.NodeSelector
          2:preferredDuringSchedulingIgnoredDuringExecution:core.v1.PreferredSchedulingTerm*
        core.v1.NodeCondition
          1:type:string 3:lastHeartbeatTime:time 4:lastTransitionTime:time 5:reason:string 6:message:string
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
        core.v1.NodeSelector
          1:nodeSelectorTerms:core.v1.NodeSelectorTerm*
        core.v1.NodeSelectorRequirement
          1:key:string 2:operator:string 3:values:string*
        core.v1.NodeSelectorTerm
          1:matchExpressions:core.v1.NodeSelectorRequirement* 2:matchFields:core.v1.NodeSelectorRequirement*
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
        core.v1.ObjectFieldSelector
          1:apiVersion:string 2:fieldPath:string
        core.v1.ObjectReference
          1:kind:string 2:namespace:string 3:name:string 4:uid:string 5:apiVersion:string 6:resourceVersion:string
          7:fieldPath:string
        core.v1.PersistentVolumeClaim
          1:metadata:meta.v1.ObjectMeta 2:spec:core.v1.PersistentVolumeClaimSpec
        core.v1.PersistentVolumeClaimSpec
          1:accessModes:string* 2:resources:core.v1.VolumeResourceRequirements 3:volumeName:string
          4:selector:meta.v1.LabelSelector 5:storageClassName:string 6:volumeMode:string
          7:dataSource:core.v1.TypedLocalObjectReference 8:dataSourceRef:core.v1.TypedObjectReference
          9:volumeAttributesClassName:string
        core.v1.PersistentVolumeClaimTemplate
          1:metadata:meta.v1.ObjectMeta 2:spec:core.v1.PersistentVolumeClaimSpec
        core.v1.PersistentVolumeClaimVolumeSource
          1:claimName:string 2:readOnly:bool
        core.v1.PhotonPersistentDiskVolumeSource
          1:pdID:string 2:fsType:string
        core.v1.Pod
          1:metadata:meta.v1.ObjectMeta 2:spec:core.v1.PodSpec
        core.v1.PodAffinity
          1:requiredDuringSchedulingIgnoredDuringExecution:core.v1.PodAffinityTerm*
          2:preferredDuringSchedulingIgnoredDuringExecution:core.v1.WeightedPodAffinityTerm*
        core.v1.PodAffinityTerm
          1:labelSelector:meta.v1.LabelSelector 2:namespaces:string* 3:topologyKey:string
          4:namespaceSelector:meta.v1.LabelSelector 5:matchLabelKeys:string* 6:mismatchLabelKeys:string*
        core.v1.PodAntiAffinity
          1:requiredDuringSchedulingIgnoredDuringExecution:core.v1.PodAffinityTerm*
          2:preferredDuringSchedulingIgnoredDuringExecution:core.v1.WeightedPodAffinityTerm*
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
        core.v1.PodSchedulingGate
          1:name:string
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
        core.v1.PortworxVolumeSource
          1:volumeID:string 2:fsType:string 3:readOnly:bool
        core.v1.PreferredSchedulingTerm
          1:weight:int 2:preference:core.v1.NodeSelectorTerm
        core.v1.Probe
          1:.:core.v1.ProbeHandler 2:initialDelaySeconds:int 3:timeoutSeconds:int 4:periodSeconds:int
          5:successThreshold:int 6:failureThreshold:int 7:terminationGracePeriodSeconds:int
        core.v1.ProbeHandler
          1:exec:core.v1.ExecAction 2:httpGet:core.v1.HTTPGetAction 3:tcpSocket:core.v1.TCPSocketAction
          4:grpc:core.v1.GRPCAction
        core.v1.ProjectedVolumeSource
          1:sources:core.v1.VolumeProjection* 2:defaultMode:int
        core.v1.QuobyteVolumeSource
          1:registry:string 2:volume:string 3:readOnly:bool 4:user:string 5:group:string 6:tenant:string
        core.v1.RBDVolumeSource
          1:monitors:string* 2:image:string 3:fsType:string 4:pool:string 5:user:string 6:keyring:string
          7:secretRef:core.v1.LocalObjectReference 8:readOnly:bool
        core.v1.ReplicationController
          1:metadata:meta.v1.ObjectMeta 2:spec:core.v1.ReplicationControllerSpec
        core.v1.ReplicationControllerSpec
          1:replicas:int 2:selector:map<string> 3:template:core.v1.PodTemplateSpec 4:minReadySeconds:int
        core.v1.ResourceClaim
          1:name:string 2:request:string
        core.v1.ResourceFieldSelector
          1:containerName:string 2:resource:string 3:divisor:quantity
        core.v1.ResourceQuota
          1:metadata:meta.v1.ObjectMeta 2:spec:core.v1.ResourceQuotaSpec
        core.v1.ResourceQuotaSpec
          1:hard:map<quantity> 2:scopes:string* 3:scopeSelector:core.v1.ScopeSelector
        core.v1.ResourceRequirements
          1:limits:map<quantity> 2:requests:map<quantity> 3:claims:core.v1.ResourceClaim*
        core.v1.SELinuxOptions
          1:user:string 2:role:string 3:type:string 4:level:string
        core.v1.ScaleIOVolumeSource
          1:gateway:string 2:system:string 3:secretRef:core.v1.LocalObjectReference 4:sslEnabled:bool
          5:protectionDomain:string 6:storagePool:string 7:storageMode:string 8:volumeName:string 9:fsType:string
          10:readOnly:bool
        core.v1.ScopeSelector
          1:matchExpressions:core.v1.ScopedResourceSelectorRequirement*
        core.v1.ScopedResourceSelectorRequirement
          1:scopeName:string 2:operator:string 3:values:string*
        core.v1.SeccompProfile
          1:type:string 2:localhostProfile:string
        core.v1.Secret
          1:metadata:meta.v1.ObjectMeta 2:data:map<bytes> 3:type:string 4:stringData:map<string> 5:immutable:bool
        core.v1.SecretEnvSource
          1:.:core.v1.LocalObjectReference 2:optional:bool
        core.v1.SecretKeySelector
          1:.:core.v1.LocalObjectReference 2:key:string 3:optional:bool
        core.v1.SecretProjection
          1:.:core.v1.LocalObjectReference 2:items:core.v1.KeyToPath* 4:optional:bool
        core.v1.SecretVolumeSource
          1:secretName:string 2:items:core.v1.KeyToPath* 3:defaultMode:int 4:optional:bool
        core.v1.SecurityContext
          1:capabilities:core.v1.Capabilities 2:privileged:bool 3:seLinuxOptions:core.v1.SELinuxOptions
          4:runAsUser:int 5:runAsNonRoot:bool 6:readOnlyRootFilesystem:bool 7:allowPrivilegeEscalation:bool
          8:runAsGroup:int 9:procMount:string 10:windowsOptions:core.v1.WindowsSecurityContextOptions
          11:seccompProfile:core.v1.SeccompProfile 12:appArmorProfile:core.v1.AppArmorProfile
        core.v1.Service
          1:metadata:meta.v1.ObjectMeta 2:spec:core.v1.ServiceSpec
        core.v1.ServiceAccount
          1:metadata:meta.v1.ObjectMeta 2:secrets:core.v1.ObjectReference*
          3:imagePullSecrets:core.v1.LocalObjectReference* 4:automountServiceAccountToken:bool
        core.v1.ServiceAccountTokenProjection
          1:audience:string 2:expirationSeconds:int 3:path:string
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
        core.v1.SleepAction
          1:seconds:int
        core.v1.StorageOSVolumeSource
          1:volumeName:string 2:volumeNamespace:string 3:fsType:string 4:readOnly:bool
          5:secretRef:core.v1.LocalObjectReference
        core.v1.Sysctl
          1:name:string 2:value:string
        core.v1.TCPSocketAction
          1:port:intOrString 2:host:string
        core.v1.Taint
          1:key:string 2:value:string 3:effect:string 4:timeAdded:time
        core.v1.Toleration
          1:key:string 2:operator:string 3:value:string 4:effect:string 5:tolerationSeconds:int
        core.v1.TopologySpreadConstraint
          1:maxSkew:int 2:topologyKey:string 3:whenUnsatisfiable:string 4:labelSelector:meta.v1.LabelSelector
          5:minDomains:int 6:nodeAffinityPolicy:string 7:nodeTaintsPolicy:string 8:matchLabelKeys:string*
        core.v1.TypedLocalObjectReference
          1:apiGroup:string 2:kind:string 3:name:string
        core.v1.TypedObjectReference
          1:apiGroup:string 2:kind:string 3:name:string 4:namespace:string
        core.v1.Volume
          1:name:string 2:.:core.v1.VolumeSource
        core.v1.VolumeDevice
          1:name:string 2:devicePath:string
        core.v1.VolumeMount
          1:name:string 2:readOnly:bool 3:mountPath:string 4:subPath:string 5:mountPropagation:string
          6:subPathExpr:string 7:recursiveReadOnly:string
        core.v1.VolumeProjection
          1:secret:core.v1.SecretProjection 2:downwardAPI:core.v1.DownwardAPIProjection
          3:configMap:core.v1.ConfigMapProjection 4:serviceAccountToken:core.v1.ServiceAccountTokenProjection
          5:clusterTrustBundle:core.v1.ClusterTrustBundleProjection
        core.v1.VolumeResourceRequirements
          1:limits:map<quantity> 2:requests:map<quantity>
        core.v1.VolumeSource
          1:hostPath:core.v1.HostPathVolumeSource 2:emptyDir:core.v1.EmptyDirVolumeSource
          3:gcePersistentDisk:core.v1.GCEPersistentDiskVolumeSource
          4:awsElasticBlockStore:core.v1.AWSElasticBlockStoreVolumeSource 5:gitRepo:core.v1.GitRepoVolumeSource
          6:secret:core.v1.SecretVolumeSource 7:nfs:core.v1.NFSVolumeSource 8:iscsi:core.v1.ISCSIVolumeSource
          9:glusterfs:core.v1.GlusterfsVolumeSource
          10:persistentVolumeClaim:core.v1.PersistentVolumeClaimVolumeSource 11:rbd:core.v1.RBDVolumeSource
          12:flexVolume:core.v1.FlexVolumeSource 13:cinder:core.v1.CinderVolumeSource
          14:cephfs:core.v1.CephFSVolumeSource 15:flocker:core.v1.FlockerVolumeSource
          16:downwardAPI:core.v1.DownwardAPIVolumeSource 17:fc:core.v1.FCVolumeSource
          18:azureFile:core.v1.AzureFileVolumeSource 19:configMap:core.v1.ConfigMapVolumeSource
          20:vsphereVolume:core.v1.VsphereVirtualDiskVolumeSource 21:quobyte:core.v1.QuobyteVolumeSource
          22:azureDisk:core.v1.AzureDiskVolumeSource
          23:photonPersistentDisk:core.v1.PhotonPersistentDiskVolumeSource
          24:portworxVolume:core.v1.PortworxVolumeSource 25:scaleIO:core.v1.ScaleIOVolumeSource
          26:projected:core.v1.ProjectedVolumeSource 27:storageos:core.v1.StorageOSVolumeSource
          28:csi:core.v1.CSIVolumeSource 29:ephemeral:core.v1.EphemeralVolumeSource
          30:image:core.v1.ImageVolumeSource
        core.v1.VsphereVirtualDiskVolumeSource
          1:volumePath:string 2:fsType:string 3:storagePolicyName:string 4:storagePolicyID:string
        core.v1.WeightedPodAffinityTerm
          1:weight:int 2:podAffinityTerm:core.v1.PodAffinityTerm
        core.v1.WindowsSecurityContextOptions
          1:gmsaCredentialSpecName:string 2:gmsaCredentialSpec:string 3:runAsUserName:string 4:hostProcess:bool
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
        events.v1.Event
          1:metadata:meta.v1.ObjectMeta 2:eventTime:microTime 3:series:events.v1.EventSeries
          4:reportingController:string 5:reportingInstance:string 6:action:string 7:reason:string
          8:regarding:core.v1.ObjectReference 9:related:core.v1.ObjectReference 10:note:string 11:type:string
          12:deprecatedSource:core.v1.EventSource 13:deprecatedFirstTimestamp:time 14:deprecatedLastTimestamp:time
          15:deprecatedCount:int
        events.v1.EventSeries
          1:count:int 2:lastObservedTime:microTime
        flowcontrol.v1.ExemptPriorityLevelConfiguration
          1:nominalConcurrencyShares:int 2:lendablePercent:int
        flowcontrol.v1.FlowDistinguisherMethod
          1:type:string
        flowcontrol.v1.FlowSchema
          1:metadata:meta.v1.ObjectMeta 2:spec:flowcontrol.v1.FlowSchemaSpec
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
          1:metadata:meta.v1.ObjectMeta 2:spec:flowcontrol.v1.PriorityLevelConfigurationSpec
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
        meta.v1.DeleteOptions
          1:gracePeriodSeconds:int 2:preconditions:meta.v1.Preconditions 3:orphanDependents:bool
          4:propagationPolicy:string 5:dryRun:string* 6:ignoreStoreReadErrorWithClusterBreakingPotential:bool
        meta.v1.FieldSelectorRequirement
          1:key:string 2:operator:string 3:values:string*
        meta.v1.LabelSelector
          1:matchLabels:map<string> 2:matchExpressions:meta.v1.LabelSelectorRequirement*
        meta.v1.LabelSelectorRequirement
          1:key:string 2:operator:string 3:values:string*
        meta.v1.ObjectMeta
          1:name:string 2:generateName:string 3:namespace:string 4:selfLink:string 5:uid:string
          6:resourceVersion:string 7:generation:int 8:creationTimestamp:time 9:deletionTimestamp:time
          10:deletionGracePeriodSeconds:int 11:labels:map<string> 12:annotations:map<string>
          13:ownerReferences:meta.v1.OwnerReference* 14:finalizers:string*
        meta.v1.OwnerReference
          1:kind:string 3:name:string 4:uid:string 5:apiVersion:string 6:controller:bool 7:blockOwnerDeletion:bool
        meta.v1.Preconditions
          1:uid:string 2:resourceVersion:string
        networking.v1.HTTPIngressPath
          1:path:string 2:backend:networking.v1.IngressBackend 3:pathType:string
        networking.v1.HTTPIngressRuleValue
          1:paths:networking.v1.HTTPIngressPath*
        networking.v1.IPBlock
          1:cidr:string 2:except:string*
        networking.v1.Ingress
          1:metadata:meta.v1.ObjectMeta 2:spec:networking.v1.IngressSpec
        networking.v1.IngressBackend
          3:resource:core.v1.TypedLocalObjectReference 4:service:networking.v1.IngressServiceBackend
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
        policy.v1.PodDisruptionBudget
          1:metadata:meta.v1.ObjectMeta 2:spec:policy.v1.PodDisruptionBudgetSpec
        policy.v1.PodDisruptionBudgetSpec
          1:minAvailable:intOrString 2:selector:meta.v1.LabelSelector 3:maxUnavailable:intOrString
          4:unhealthyPodEvictionPolicy:string
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
        scheduling.v1.PriorityClass
          1:metadata:meta.v1.ObjectMeta 2:value:int 3:globalDefault:bool 4:description:string
          5:preemptionPolicy:string
        """;
}
