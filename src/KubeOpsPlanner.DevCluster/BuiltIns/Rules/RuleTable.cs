namespace KubeOpsPlanner.DevCluster.BuiltIns.Rules;

/// <summary>
/// What kube-apiserver asks of the fields of built-in kinds: a line per field, its path and the rules that
/// <see cref="FieldRule"/> knows. <c>[]</c> stands for each item of a list. A line <c>path = name</c> takes in another table.
/// </summary>
internal static class RuleTable
{
    public static IReadOnlyDictionary<string, IReadOnlyList<FieldRule>> ByResource { get; } = Parse("""
        container
          name required label unique
          image required
          imagePullPolicy one-of Always IfNotPresent Never
          ports[].containerPort nonzero port
          ports[].hostPort port
          ports[].protocol one-of SCTP TCP UDP
          env[].name required env-name
          volumeMounts[].name required
          volumeMounts[].mountPath required
          livenessProbe handler
          readinessProbe handler
          startupProbe handler
        pod-spec
          volumes[].name required label unique
          containers filled
          containers[] = container
          initContainers[] = container
          dnsPolicy one-of ClusterFirstWithHostNet ClusterFirst Default None
          serviceAccountName subdomain
          nodeName subdomain
          activeDeadlineSeconds positive-int
          hostname label
        workload
          replicas not-negative
          minReadySeconds not-negative
          revisionHistoryLimit not-negative
          template.spec = pod-spec
          template.spec.restartPolicy one-of Always
        pods
          spec = pod-spec
          spec.restartPolicy one-of Always OnFailure Never
        deployments.apps
          spec = workload
        replicasets.apps
          spec = workload
        statefulsets.apps
          spec = workload
        daemonsets.apps
          spec = workload
        job
          parallelism not-negative
          completions not-negative
          backoffLimit not-negative
          template.spec = pod-spec
        jobs.batch
          spec = job
        cronjobs.batch
          spec.schedule required
          spec.jobTemplate.spec = job
        services
          spec.type one-of ClusterIP ExternalName LoadBalancer NodePort
          spec.sessionAffinity one-of ClientIP None
          spec.ports[].name label unique
          spec.ports[].port filled-port
          spec.ports[].protocol one-of SCTP TCP UDP
        controllerrevisions.apps
          revision not-negative
        persistentvolumes
          spec.accessModes filled
          spec.persistentVolumeReclaimPolicy one-of Delete Recycle Retain
        storageclasses.storage.k8s.io
          provisioner required
          reclaimPolicy one-of Delete Retain
          volumeBindingMode one-of Immediate WaitForFirstConsumer
        runtimeclasses.node.k8s.io
          handler required label
        leases.coordination.k8s.io
          spec.leaseDurationSeconds positive
          spec.leaseTransitions not-below-zero
        priorityclasses.scheduling.k8s.io
          preemptionPolicy one-of PreemptLowerPriority Never
        """);

    private static Dictionary<string, IReadOnlyList<FieldRule>> Parse(string text)
    {
        var tables = new Dictionary<string, IReadOnlyList<FieldRule>>();
        List<FieldRule> current = [];
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line[0] != ' ')
            {
                tables[line] = current = [];
                continue;
            }

            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words is [var path, "=", var name])
                current.AddRange(tables[name].Select(rule => rule with { Path = [.. Split(path), .. rule.Path] }));
            else
                current.Add(new FieldRule(Split(words[0]), words[1..]));
        }

        return tables;
    }

    private static string[] Split(string path) => path.Split('.');
}
