namespace KubeOpsPlanner.DevCluster.BuiltIns.Defaults;

/// <summary>
/// What kube-apiserver 1.20 fills in where an object of a built-in kind says nothing: a line per field, as
/// <see cref="DefaultRule"/> reads it, in the order in which they build on each other. <c>[]</c> stands for each item of a
/// list. A line <c>path = name</c> takes in another table.
/// </summary>
internal static class DefaultTable
{
    public static IReadOnlyDictionary<string, IReadOnlyList<DefaultRule>> ByResource { get; } = Parse("""
        http-get
          path "/"
          scheme "HTTP"
        probe
          httpGet = http-get
          timeoutSeconds 1 or-zero
          periodSeconds 10 or-zero
          successThreshold 1 or-zero
          failureThreshold 3 or-zero
        container
          imagePullPolicy image-pull-policy
          resources {}
          terminationMessagePath "/dev/termination-log"
          terminationMessagePolicy "File"
          ports[].protocol "TCP"
          env[].valueFrom.fieldRef.apiVersion "v1"
          env[].valueFrom.resourceFieldRef.divisor "0"
          livenessProbe = probe
          readinessProbe = probe
          startupProbe = probe
          lifecycle.postStart.httpGet = http-get
          lifecycle.preStop.httpGet = http-get
        downward
          items[].fieldRef.apiVersion "v1"
          items[].resourceFieldRef.divisor "0"
        volume
          emptyDir empty-volume
          hostPath.type ""
          configMap.defaultMode 420
          secret.defaultMode 420
          downwardAPI.defaultMode 420
          downwardAPI = downward
          projected.defaultMode 420
          projected.sources[].serviceAccountToken.expirationSeconds 3600
          projected.sources[].downwardAPI = downward
        pod-spec
          containers[] = container
          initContainers[] = container
          volumes[] = volume
          dnsPolicy "ClusterFirst"
          restartPolicy "Always"
          schedulerName "default-scheduler"
          securityContext {}
          terminationGracePeriodSeconds 30
          serviceAccountName copy-of serviceAccount
          serviceAccount copy-of serviceAccountName
        pods
          spec {}
          spec = pod-spec
          spec.enableServiceLinks true
          spec.containers[].resources.requests fill-from limits
          spec.initContainers[].resources.requests fill-from limits
        pod-template
          template {}
          template.metadata {}
          template.metadata.creationTimestamp null
          template.spec {}
          template.spec = pod-spec
        claim
          spec {}
          spec.resources {}
          spec.volumeMode "Filesystem"
          status {}
          status.phase "Pending"
        persistentvolumeclaims
          . = claim
        persistentvolumes
          spec {}
          spec.persistentVolumeReclaimPolicy "Retain"
          spec.volumeMode "Filesystem"
          spec.hostPath.type ""
          status {}
          status.phase "Pending"
        storageclasses.storage.k8s.io
          reclaimPolicy "Delete"
          volumeBindingMode "Immediate"
        ingressclasses.networking.k8s.io
          spec.parameters.scope "Cluster"
        deployments.apps
          spec {}
          spec.replicas 1
          spec.revisionHistoryLimit 10
          spec.progressDeadlineSeconds 600
          spec.strategy {}
          spec.strategy.type "RollingUpdate"
          spec.strategy.rollingUpdate {} when type RollingUpdate
          spec.strategy.rollingUpdate.maxSurge "25%"
          spec.strategy.rollingUpdate.maxUnavailable "25%"
          spec = pod-template
          status {}
        replicasets.apps
          spec {}
          spec.replicas 1
          spec = pod-template
          status {}
          status.replicas 0
        statefulsets.apps
          spec {}
          spec.replicas 1
          spec.revisionHistoryLimit 10
          spec.podManagementPolicy "OrderedReady"
          spec.serviceName ""
          spec.updateStrategy {}
          spec.updateStrategy.rollingUpdate {} unless type
          spec.updateStrategy.rollingUpdate.partition 0
          spec.updateStrategy.type "RollingUpdate"
          spec = pod-template
          spec.volumeClaimTemplates[].apiVersion "v1"
          spec.volumeClaimTemplates[].kind "PersistentVolumeClaim"
          spec.volumeClaimTemplates[].metadata {}
          spec.volumeClaimTemplates[].metadata.creationTimestamp null
          spec.volumeClaimTemplates[] = claim
          status {}
          status.replicas 0
        daemonsets.apps
          spec {}
          spec.revisionHistoryLimit 10
          spec.updateStrategy {}
          spec.updateStrategy.type "RollingUpdate"
          spec.updateStrategy.rollingUpdate {} when type RollingUpdate
          spec.updateStrategy.rollingUpdate.maxUnavailable 1
          spec = pod-template
          status {}
          status.currentNumberScheduled 0
          status.desiredNumberScheduled 0
          status.numberMisscheduled 0
          status.numberReady 0
        replicationcontrollers
          spec {}
          spec.replicas 1
          spec = pod-template
          status {}
          status.replicas 0
        jobs.batch
          spec {}
          spec.completions 1 unless parallelism
          spec.parallelism 1
          spec.backoffLimit 6
          spec = pod-template
          status {}
        cronjobs.batch
          spec {}
          spec.concurrencyPolicy "Allow"
          spec.suspend false
          spec.successfulJobsHistoryLimit 3
          spec.failedJobsHistoryLimit 1
          spec.jobTemplate {}
          spec.jobTemplate.metadata {}
          spec.jobTemplate.metadata.creationTimestamp null
          spec.jobTemplate.spec {}
          spec.jobTemplate.spec = pod-template
          status {}
        horizontalpodautoscalers.autoscaling
          spec {}
          spec.minReplicas 1
          spec.metrics [{"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":80}}}]
          status {}
          status.currentMetrics null
          status.desiredReplicas 0
        services
          spec {}
          spec.type "ClusterIP"
          spec.sessionAffinity "None"
          spec.sessionAffinityConfig {} when sessionAffinity ClientIP
          spec.sessionAffinityConfig.clientIP {}
          spec.sessionAffinityConfig.clientIP.timeoutSeconds 10800
          spec.externalTrafficPolicy "Cluster" when type NodePort LoadBalancer
          spec.ports[].protocol "TCP"
          spec.ports[].targetPort copy-of port or-zero
          spec.clusterIPs list-of clusterIP
          status {}
          status.loadBalancer {}
        endpoints
          subsets[].ports[].protocol "TCP"
        endpointslices.discovery.k8s.io
          ports[].name ""
          ports[].protocol "TCP"
        ingresses.networking.k8s.io
          spec {}
          status {}
          status.loadBalancer {}
        networkpolicies.networking.k8s.io
          spec {}
          spec.podSelector {}
          spec.policyTypes policy-types
          spec.ingress[].ports[].protocol "TCP"
          spec.egress[].ports[].protocol "TCP"
        secrets
          type "Opaque"
        poddisruptionbudgets.policy
          status {}
          status.currentHealthy 0
          status.desiredHealthy 0
          status.disruptionsAllowed 0
          status.expectedPods 0
        limitranges
          spec {}
          spec.limits null
          spec.limits[].default fill-from max when type Container
          spec.limits[].defaultRequest fill-from default when type Container
          spec.limits[].defaultRequest fill-from min when type Container
        resourcequotas
          spec {}
          status {}
        leases.coordination.k8s.io
          spec {}
        priorityclasses.scheduling.k8s.io
          preemptionPolicy "PreemptLowerPriority"
        binding
          roleRef {}
          roleRef.apiGroup "rbac.authorization.k8s.io"
          subjects[].apiGroup "rbac.authorization.k8s.io" when kind User Group
        clusterrolebindings.rbac.authorization.k8s.io
          . = binding
        rolebindings.rbac.authorization.k8s.io
          . = binding
        clusterroles.rbac.authorization.k8s.io
          rules null
        roles.rbac.authorization.k8s.io
          rules null
        webhook
          failurePolicy "Fail"
          matchPolicy "Equivalent"
          namespaceSelector {}
          objectSelector {}
          timeoutSeconds 10
          clientConfig.service.port 443
          rules[].scope "*"
        mutatingwebhookconfigurations.admissionregistration.k8s.io
          webhooks[] = webhook
          webhooks[].reinvocationPolicy "Never"
        validatingwebhookconfigurations.admissionregistration.k8s.io
          webhooks[] = webhook
        customresourcedefinitions.apiextensions.k8s.io
          spec.conversion {"strategy":"None"}
          spec.names.singular singular-name
          spec.names.listKind list-kind
        """);

    private static Dictionary<string, IReadOnlyList<DefaultRule>> Parse(string text)
    {
        var tables = new Dictionary<string, IReadOnlyList<DefaultRule>>();
        List<DefaultRule> current = [];
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line[0] != ' ')
                tables[line] = current = [];
            else if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var path, "=", var name])
                current.AddRange(tables[name].Select(rule => rule.Below(path)));
            else
                current.Add(DefaultRule.Parse(line));
        }

        return tables;
    }
}
