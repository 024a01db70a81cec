using System.Text.Json.Nodes;

namespace KubeOpsPlanner.DevCluster.OpenApi;

/// <summary>
/// The main fields of the built-in kinds in words, for <c>kubectl explain</c>. <see cref="WireSchemas"/> adds the fields that
/// are not named here.
/// </summary>
internal static class BuiltInSchemas
{
    public static IReadOnlyDictionary<string, JsonObject> All { get; } = WireSchemas.Complete(SchemaTable.Parse(Table));

    private const string Table = """
        meta ObjectMeta Metadata that all persisted resources have.
          name string Unique within a namespace; cannot be updated.
          generateName string Prefix of the name that the server makes when no name is given.
          namespace string The space within which the name is unique; empty for cluster-scoped kinds.
          uid string Unique in time and space; set by the server.
          resourceVersion string Opaque version of this state, for watches and optimistic concurrency.
          generation int64 Counts the changes of the desired state.
          creationTimestamp time When the object was created; set by the server.
          deletionTimestamp time When the object will be deleted; set by the server on a graceful deletion.
          deletionGracePeriodSeconds int64 Seconds that the object may take to end before it is removed.
          labels map Keys and values by which objects are selected.
          annotations map Keys and values for tools and people; not selectable.
          finalizers []string Each must be removed before the object is.
          ownerReferences []OwnerReference merge=uid Objects without which this one is garbage.
          managedFields []any Which manager set which fields in which version.
        meta OwnerReference Names an owner in the same namespace, or a cluster-scoped one.
          apiVersion! string API version of the owner.
          kind! string Kind of the owner.
          name! string Name of the owner.
          uid! string UID of the owner.
          controller boolean Whether the owner is the managing controller.
          blockOwnerDeletion boolean Whether foreground deletion of the owner waits for this object.
        meta LabelSelector Selects objects by label; all requirements must be met.
          matchLabels map Labels that must have these values.
          matchExpressions []LabelSelectorRequirement Requirements on label keys.
        meta LabelSelectorRequirement One requirement on a label.
          key! string The label's key.
          operator! string In, NotIn, Exists or DoesNotExist.
          values []string The values for In and NotIn.
        meta Condition One aspect of an object's current state.
          type! string The aspect, in CamelCase.
          status! string True, False or Unknown.
          observedGeneration int64 The generation that the condition is about.
          lastTransitionTime! time When the status last changed.
          reason! string Why, as one CamelCase word.
          message! string Why, for people.
        core.v1 PodSpec What a pod runs and where.
          containers! []Container merge=name Containers of the pod; at least one.
          initContainers []Container merge=name Containers that run to their end first, one after the other.
          volumes []Volume merge=name Volumes that containers can mount.
          nodeName string The node that runs the pod; set by the scheduler.
          nodeSelector map Labels that the node must have.
          affinity any Scheduling constraints.
          tolerations []Toleration Taints of nodes that the pod tolerates.
          serviceAccountName string The identity of the pod.
          automountServiceAccountToken boolean Whether a token is mounted.
          imagePullSecrets []LocalObjectReference merge=name Secrets for pulling images.
          restartPolicy string Always, OnFailure or Never.
          terminationGracePeriodSeconds int64 Seconds between the request to stop and the kill.
          activeDeadlineSeconds int64 Seconds after which the pod is failed.
          priorityClassName string Importance of the pod against others.
          priority integer The number that the priority class stands for.
          schedulerName string The scheduler that places the pod.
          securityContext any Security settings of the whole pod.
          hostNetwork boolean Whether the pod uses the node's network.
          dnsPolicy string How names are resolved.
          resourceClaims []any Devices that are allocated before the pod starts.
        core.v1 PodStatus What has become of a pod.
          phase string Pending, Running, Succeeded, Failed or Unknown.
          conditions []PodCondition merge=type Current conditions of the pod.
          message string Why the pod is in this state, for people.
          reason string Why the pod is in this state, as one word.
          hostIP string Address of the node.
          podIP string Address of the pod.
          startTime time When the node took the pod on.
          containerStatuses []ContainerStatus One entry per container.
          initContainerStatuses []ContainerStatus One entry per init container.
          qosClass string Guaranteed, Burstable or BestEffort.
        core.v1 PodCondition One aspect of a pod's state.
          type! string The aspect, e.g. Ready.
          status! string True, False or Unknown.
          reason string Why, as one word.
          message string Why, for people.
          lastProbeTime time When the condition was last probed.
          lastTransitionTime time When the status last changed.
        core.v1 ContainerStatus What has become of a container.
          name! string Name of the container.
          ready! boolean Whether the container passes its readiness check.
          restartCount! integer How often it was restarted.
          image! string The image that runs.
          imageID! string The image's digest.
          started boolean Whether it passed its startup check.
          state any Waiting, running or terminated, with details.
          lastState any The state before the last restart.
        core.v1 PodTemplateSpec The pods that a controller makes.
          metadata ObjectMeta Metadata of the pods.
          spec PodSpec What the pods run.
        core.v1 Container One container of a pod.
          name! string Unique among the pod's containers.
          image string The image to run.
          imagePullPolicy string Always, Never or IfNotPresent.
          command []string Entry point; the image's own when absent.
          args []string Arguments of the entry point.
          workingDir string Working directory.
          env []EnvVar merge=name Environment variables.
          envFrom []any Sources of many environment variables.
          ports []ContainerPort merge=containerPort Ports that the container opens.
          resources ResourceRequirements What the container needs and may use.
          volumeMounts []VolumeMount merge=mountPath Where volumes appear.
          livenessProbe any Restarts the container when it fails.
          readinessProbe any Takes the pod out of services when it fails.
          startupProbe any Holds the other probes back until it succeeds.
          lifecycle any Actions after the start and before the stop.
          securityContext any Security settings of the container.
          terminationMessagePath string File with the last words of the container.
          terminationMessagePolicy string File or FallbackToLogsOnError.
        core.v1 EnvVar One environment variable.
          name! string Name of the variable.
          value string Its value; $(NAME) is replaced.
          valueFrom any Where the value comes from.
        core.v1 ContainerPort One open port.
          containerPort! integer The port's number.
          name string The port's name.
          protocol string TCP, UDP or SCTP.
          hostPort integer Port of the node, if any.
        core.v1 ResourceRequirements Compute resources.
          requests map:quantity What is reserved, e.g. nvidia.com/gpu.
          limits map:quantity What may be used at most.
          claims []any Entries of the pod's resourceClaims.
        core.v1 VolumeMount Where a volume appears in a container.
          name! string The volume's name.
          mountPath! string Path in the container.
          subPath string Path in the volume.
          readOnly boolean Whether writing is refused.
        core.v1 Volume A directory that containers share; one source is given.
          name! string Unique among the pod's volumes.
          configMap any Files from a ConfigMap.
          secret any Files from a Secret.
          emptyDir any A directory that lives as long as the pod.
          persistentVolumeClaim any A claimed volume.
          hostPath any A directory of the node.
          projected any Several sources in one directory.
        core.v1 Toleration Lets a pod run on tainted nodes.
          key string Key of the taint.
          operator string Exists or Equal.
          value string Value of the taint.
          effect string NoSchedule, PreferNoSchedule or NoExecute.
          tolerationSeconds int64 How long NoExecute is tolerated.
        core.v1 LocalObjectReference Names an object in the same namespace.
          name string Name of the object.
        core.v1 ObjectReference Names any object.
          apiVersion string API version of the object.
          kind string Kind of the object.
          namespace string Namespace of the object.
          name string Name of the object.
          uid string UID of the object.
          resourceVersion string Version of the object.
          fieldPath string Part of the object.
        core.v1 NodeSpec Settings of a node.
          unschedulable boolean Whether new pods are kept away.
          taints []any Marks that repel pods.
          providerID string The machine, as its provider names it.
          podCIDR string Addresses of the node's pods.
        core.v1 NodeStatus State of a node.
          capacity map:quantity All resources of the node.
          allocatable map:quantity What pods can get.
          conditions []any merge=type Current conditions of the node.
          addresses []any merge=type Addresses of the node.
          nodeInfo any Versions and identifiers.
        core.v1 NamespaceSpec Settings of a namespace.
          finalizers []string What must be removed before the namespace is.
        core.v1 NamespaceStatus State of a namespace.
          phase string Active or Terminating.
          conditions []any merge=type Current conditions of the namespace.
        core.v1 ServiceSpec How pods are reached under one name.
          type string ClusterIP, NodePort, LoadBalancer or ExternalName.
          selector map Labels of the pods behind the service.
          ports []ServicePort merge=port Ports of the service.
          clusterIP string The service's address; None for a headless service.
          clusterIPs []string All addresses of the service.
          externalIPs []string Further addresses that lead here.
          externalName string The name that an ExternalName service stands for.
          sessionAffinity string ClientIP or None.
        core.v1 ServicePort One port of a service.
          name string The port's name.
          port! integer The port's number.
          targetPort intOrString Port of the pods.
          nodePort integer Port of the nodes.
          protocol string TCP, UDP or SCTP.
        core.v1 ConfigMap Settings for pods to consume.
          data map Text by key.
          binaryData map Bytes by key, in base64.
          immutable boolean Whether the data can be changed.
        core.v1 Secret Confidential data.
          type string What the data is for.
          data map Bytes by key, in base64.
          stringData map Text by key; write-only.
          immutable boolean Whether the data can be changed.
        core.v1 ServiceAccount An identity for pods.
          secrets []ObjectReference merge=name Secrets that pods of this account may use.
          imagePullSecrets []LocalObjectReference merge=name Secrets for pulling images.
          automountServiceAccountToken boolean Whether pods get a token mounted.
        core.v1 Event Something that happened to an object.
          involvedObject! ObjectReference What the event is about.
          reason string Why, as one word.
          message string What happened, for people.
          type string Normal or Warning.
          source any Who reports it.
          firstTimestamp time When it was first seen.
          lastTimestamp time When it was last seen.
          count integer How often it was seen.
          eventTime time When it happened.
          series any Repetitions.
          action string What was done or failed.
          related ObjectReference Another object involved.
          reportingComponent string Who reports it.
          reportingInstance string Which replica of it reports.
        core.v1 ResourceQuotaSpec What a namespace may use.
          hard map:quantity Limit per resource.
          scopes []string Which objects count.
        core.v1 ResourceQuotaStatus What a namespace uses.
          hard map:quantity Limit per resource.
          used map:quantity Use per resource.
        apps.v1 DeploymentSpec Replicas of one pod template, rolled out step by step.
          replicas integer Number of pods wanted; 1 when absent.
          selector! LabelSelector Which pods belong to the deployment.
          template! PodTemplateSpec The pods to make.
          strategy any How pods are replaced.
          minReadySeconds integer Seconds of readiness after which a pod counts as available.
          revisionHistoryLimit integer Old replica sets to keep.
          progressDeadlineSeconds integer Seconds after which a stuck roll-out is reported.
          paused boolean Whether the roll-out is held.
        apps.v1 DeploymentStatus State of a deployment.
          observedGeneration int64 The generation that the controller has seen.
          replicas integer Pods that exist.
          updatedReplicas integer Pods of the current template.
          readyReplicas integer Pods that are ready.
          availableReplicas integer Pods that are available.
          unavailableReplicas integer Pods that are still missing.
          conditions []any merge=type Current conditions of the deployment.
        apps.v1 ReplicaSetSpec Replicas of one pod template.
          replicas integer Number of pods wanted; 1 when absent.
          selector! LabelSelector Which pods belong to the set.
          template PodTemplateSpec The pods to make.
          minReadySeconds integer Seconds of readiness after which a pod counts as available.
        apps.v1 StatefulSetSpec Replicas with names and storage of their own.
          replicas integer Number of pods wanted; 1 when absent.
          selector! LabelSelector Which pods belong to the set.
          serviceName! string The service that governs the set.
          template! PodTemplateSpec The pods to make.
          volumeClaimTemplates []any Claims that each pod gets.
          podManagementPolicy string OrderedReady or Parallel.
        apps.v1 DaemonSetSpec One pod per node.
          selector! LabelSelector Which pods belong to the set.
          template! PodTemplateSpec The pods to make.
          updateStrategy any How pods are replaced.
        batch.v1 JobSpec Pods that run to their end.
          completions integer Pods that must succeed.
          parallelism integer Pods that run at once.
          backoffLimit integer Retries before the job fails.
          activeDeadlineSeconds int64 Seconds after which the job is failed.
          ttlSecondsAfterFinished integer Seconds after which a finished job is removed.
          selector LabelSelector Which pods belong to the job; usually set by the server.
          template! PodTemplateSpec The pods to make.
          suspend boolean Whether the job is held.
        batch.v1 JobStatus State of a job.
          active integer Pods that run.
          succeeded integer Pods that succeeded.
          failed integer Pods that failed.
          startTime time When the job began.
          completionTime time When the job was done.
          conditions []any merge=type Current conditions of the job.
        batch.v1 CronJobSpec Jobs on a schedule.
          schedule! string When, in cron format.
          timeZone string Time zone of the schedule.
          suspend boolean Whether the schedule is held.
          concurrencyPolicy string Allow, Forbid or Replace.
          jobTemplate! any The jobs to make.
        coordination.v1 LeaseSpec Who holds a lease and until when.
          holderIdentity string Who holds it.
          leaseDurationSeconds integer Seconds after the last renewal that others wait.
          acquireTime time When it was taken.
          renewTime time When it was last renewed.
          leaseTransitions integer How often the holder changed.
        """;
}
