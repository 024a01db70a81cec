namespace KubeOpsPlanner.DevCluster.BuiltIns.Wire;

/// <summary>Deployments, replica sets, stateful sets and daemon sets, group <c>apps</c>. See <see cref="WireFormats"/>.</summary>
internal static class AppsWire
{
    public const string Table = """
        apps.v1.ControllerRevision
          1:metadata:meta.v1.ObjectMeta 2:data:json 3:revision:int
        apps.v1.DaemonSet
          1:metadata:meta.v1.ObjectMeta 2:spec:apps.v1.DaemonSetSpec 3:status:apps.v1.DaemonSetStatus
        apps.v1.DaemonSetSpec
          1:selector:meta.v1.LabelSelector 2:template:core.v1.PodTemplateSpec
          3:updateStrategy:apps.v1.DaemonSetUpdateStrategy 4:minReadySeconds:int 6:revisionHistoryLimit:int
        apps.v1.DaemonSetUpdateStrategy
          1:type:string 2:rollingUpdate:apps.v1.RollingUpdateDaemonSet
        apps.v1.Deployment
          1:metadata:meta.v1.ObjectMeta 2:spec:apps.v1.DeploymentSpec 3:status:apps.v1.DeploymentStatus
        apps.v1.DeploymentSpec
          1:replicas:int 2:selector:meta.v1.LabelSelector 3:template:core.v1.PodTemplateSpec
          4:strategy:apps.v1.DeploymentStrategy 5:minReadySeconds:int 6:revisionHistoryLimit:int 7:paused:bool
          9:progressDeadlineSeconds:int
        apps.v1.DeploymentStrategy
          1:type:string 2:rollingUpdate:apps.v1.RollingUpdateDeployment
        apps.v1.ReplicaSet
          1:metadata:meta.v1.ObjectMeta 2:spec:apps.v1.ReplicaSetSpec 3:status:apps.v1.ReplicaSetStatus
        apps.v1.ReplicaSetSpec
          1:replicas:int 2:selector:meta.v1.LabelSelector 3:template:core.v1.PodTemplateSpec 4:minReadySeconds:int
        apps.v1.RollingUpdateDaemonSet
          1:maxUnavailable:intOrString 2:maxSurge:intOrString
        apps.v1.RollingUpdateDeployment
          1:maxUnavailable:intOrString 2:maxSurge:intOrString
        apps.v1.RollingUpdateStatefulSetStrategy
          1:partition:int 2:maxUnavailable:intOrString
        apps.v1.StatefulSet
          1:metadata:meta.v1.ObjectMeta 2:spec:apps.v1.StatefulSetSpec 3:status:apps.v1.StatefulSetStatus
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
        """;
}
