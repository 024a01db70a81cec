using System.Text;

namespace KubeOpsPlanner.Conformance.Kubectl;

/// <summary>
/// Every kubectl command of the guides that users come with (SLA-driven profiling, SLA planner quick start, planner
/// documentation), in their order, with each kubectl found here. Where a command meets something that is not there, the row
/// says what it prints today and why.
/// </summary>
public sealed class GuideTests(GuideCluster cluster) : IClassFixture<GuideCluster>
{
    private const string NoJobs = "profiling runs inside the operator, which is not part of this cluster: no Job is made for it";
    private const string NoProcess = "nothing runs behind a pod";

    /// <summary>kubectl 1.20 prints nothing.</summary>
    private const string NoPods = "No resources found in dynamo namespace.|";

    private static readonly Row[] Rows =
    [
        new("profiling guide 41: request profiling", "apply -f benchmarks/profiler/deploy/profile_sla_aic_dgdr.yaml -n dynamo", "dynamographdeploymentrequest.kubeopsplanner.io/sla-aic created"),
        new("profiling guide 107: list requests", "get dgdr -n dynamo", "sla-aic"),
        new("profiling guide 110: one request in detail", "describe dgdr sla-aic -n dynamo", "Qwen/Qwen3-32B"),
        new("profiling guide 566: status and events of a request", "describe dgdr sla-aic -n dynamo", "Events:"),
        new("profiling guide 113: follow the profiling job", "logs -f job/profile-sla-aic -n dynamo", "jobs.batch \"profile-sla-aic\" not found", NoJobs),
        new("profiling guide 572, 590: logs of the profiling job", "logs -l job-name=profile-sla-aic -n dynamo", NoPods, NoJobs),
        new("profiling guide 524: the request's output", "get configmap dgdr-output-sla-aic -n dynamo -o yaml", "configmaps \"dgdr-output-sla-aic\" not found", NoJobs),
        new("profiling guide 525: the profile", "get configmap planner-profile-data -n dynamo -o yaml", "configmaps \"planner-profile-data\" not found", NoJobs),
        new("profiling guide 493, quick start 106: the dashboard", "apply -n monitoring -f deploy/observability/k8s/grafana-planner-dashboard-configmap.yaml", "configmap/grafana-planner-dashboard created"),
        new("profiling guide 556: a pod on the claim", "apply -f deploy/utils/manifests/pvc-access-pod.yaml -n dynamo", "pod/pvc-access-pod created"),
        new("profiling guide 557: wait for it (60s there)", "wait --for=condition=Ready pod/pvc-access-pod -n dynamo --timeout=60s", "condition met"),
        new("profiling guide 558: copy from it", "cp dynamo/pvc-access-pod:/data ./profiling-results", "no process runs in pod \"pvc-access-pod\" in which exec or cp could run a command", NoProcess),
        new("profiling guide 559: delete it", "delete pod pvc-access-pod -n dynamo", "pod \"pvc-access-pod\" deleted"),
        new("profiling guide 569: logs of the operator", "logs -n dynamo -l app.kubernetes.io/name=dynamo-operator --tail=100", NoPods, "the operator is a process beside this cluster, not a pod"),
        new("profiling guide 582: free GPUs", @"get nodes -o 'jsonpath={.items[*].status.allocatable.nvidia\.com/gpu}'", "8 8 8 8"),
        new("profiling guide 586: the pull secret", "get secret nvcr-imagepullsecret -n dynamo", "Opaque"),
        new("profiling guide 513: delete the request", "delete dgdr sla-aic -n dynamo", "\"sla-aic\" deleted"),
        new("profiling guide 528, quick start 52: deploy with the planner", "apply -f examples/backends/vllm/deploy/disagg_planner.yaml -n dynamo", "dynamographdeployment.nvidia.com/vllm-disagg-planner created"),
        new("planner 47: deploy", "apply -f components/backends/vllm/deploy/disagg_planner.yaml -n dynamo", "dynamographdeployment.nvidia.com/vllm-disagg-planner unchanged"),
        new("wait for what the guide waits for", "wait --for=condition=Ready dgd/vllm-disagg-planner -n dynamo --timeout=20s", "condition met"),
        new("planner 50: the pods", "get pods -n dynamo", "vllm-disagg-planner-backend-0"),
        new("planner 65, 113: forward the frontend", "port-forward -n dynamo deployment/vllm-disagg-planner-frontend 8000:8000", "kubectl get --raw /api/v1/namespaces/dynamo/pods/vllm-disagg-planner-frontend-0:8000/proxy/metrics", NoProcess),
        new("the same by pod: refused with what works instead", "port-forward -n dynamo pod/vllm-disagg-planner-frontend-0 8000:8000", "kubectl get --raw /api/v1/namespaces/dynamo/pods/vllm-disagg-planner-frontend-0:8000/proxy/metrics", NoProcess),
        new("planner 85: scaling decisions", "logs -n dynamo deployment/vllm-disagg-planner-planner --tail=10", "Nothing is decided in this pod: the operator plans for graph dynamo/vllm-disagg-planner"),
        new("planner 107: forward Prometheus", "port-forward -n dynamo deployment/vllm-disagg-planner-prometheus 9090:8000", "deployments.apps \"vllm-disagg-planner-prometheus\" not found", "there is no Prometheus here: plans scrape frontends"),
        new("planner 120: logs of workers", "logs -n dynamo deployment/vllm-disagg-planner-backend", "Ready: accepting requests"),
        new("the same, followed from its end", "logs -n dynamo deployment/vllm-disagg-planner-backend -f --tail=1 --request-timeout=2s", "Ready: accepting requests", "the log of a pod that runs has no end"),
        new("the same by label", "logs -n dynamo -l nvidia.com/dynamo-component=backend", "Ready: accepting requests"),
        new("the workloads of components", "get deployments -n dynamo", "vllm-disagg-planner-backend    1/1"),
        new("the rollout of one", "rollout status deployment/vllm-disagg-planner-backend -n dynamo --timeout=20s", "successfully rolled out"),
        new("scaled past its graph", "scale deployment/vllm-disagg-planner-backend --replicas=9 -n dynamo", "scaled"),
        new("which the graph sets back", "rollout status deployment/vllm-disagg-planner-backend -n dynamo --timeout=20s", "successfully rolled out"),
        new("restarted past its graph", "rollout restart deployment/vllm-disagg-planner-backend -n dynamo", "restarted"),
        new("which the graph sets back as well", "wait deployment/vllm-disagg-planner-backend --for=condition=Available -n dynamo --timeout=20s", "condition met"),
        new("scale by adapter", "scale dgdsa vllm-disagg-planner-backend --replicas=2 -n dynamo", "vllm-disagg-planner-backend scaled"),
        new("watch the new pod come", "get pods -w --request-timeout=2s -n dynamo", "vllm-disagg-planner-backend-1"),
        new("its workload follows", "rollout status deployment/vllm-disagg-planner-backend -n dynamo --timeout=20s", "successfully rolled out"),
        new("and tells what was set back, and where to scale", "describe deployment vllm-disagg-planner-backend -n dynamo", "scale dgdsa/vllm-disagg-planner-backend, or edit dgd/vllm-disagg-planner"),
        new("a graph with its events", "describe dgd vllm-disagg-planner -n dynamo", "Events:"),
        new("beside graphs: a deployment", "create deployment web --image=web:1 --replicas=2 -n dynamo", "deployment.apps/web created"),
        new("its rollout", "rollout status deployment/web -n dynamo --timeout=20s", "successfully rolled out"),
        new("its logs", "logs deployment/web -n dynamo", "Started container web with image web:1"),
        new("another image", "set image deployment/web web=web:2 -n dynamo", "image updated"),
        new("the rollout of that", "rollout status deployment/web -n dynamo --timeout=20s", "successfully rolled out"),
        new("its history", "rollout history deployment/web -n dynamo", "REVISION"),
        new("back", "rollout undo deployment/web -n dynamo", "rolled back"),
        new("restart", "rollout restart deployment/web -n dynamo", "restarted"),
        new("the rollout of both", "rollout status deployment/web -n dynamo --timeout=20s", "successfully rolled out"),
        new("scale", "scale deployment/web --replicas=3 -n dynamo", "scaled"),
        new("wait for it", "wait deployment/web --for=condition=Available -n dynamo --timeout=20s", "condition met"),
        new("what happened", "describe deployment web -n dynamo", "ScalingReplicaSet"),
        new("a job", "create job hello --image=busybox -n dynamo -- echo hello", "job.batch/hello created"),
        new("wait for its end", "wait --for=condition=complete job/hello -n dynamo --timeout=20s", "condition met"),
        new("its logs", "logs job/hello -n dynamo", "Finished with exit code 0"),
        new("the same, followed to the end", "logs -f job/hello -n dynamo", "Finished with exit code 0"),
        new("the same by label", "logs -l job-name=hello -n dynamo", "Finished with exit code 0"),
        new("its pod and what happened to it", "describe pod -l job-name=hello -n dynamo", "Successfully assigned dynamo/hello-"),
        new("all events", "get events -n dynamo", "SuccessfulCreate"),
        new("a node with its pods", "describe node sim-node-1", "Non-terminated Pods"),
        new("empty a node", "drain sim-node-1 --ignore-daemonsets --force --timeout=30s", "node/sim-node-1 drained|node/sim-node-1 evicted"),
        new("use it again", "uncordon sim-node-1", "uncordoned"),
        new("delete all at once", "delete deployment/web job/hello --cascade=foreground -n dynamo --timeout=20s", "deployment.apps \"web\" deleted"),
    ];

    [SkippableFact]
    public async Task Every_command_does_what_the_guide_says_or_says_why_not()
    {
        Skip.If(KubectlBuild.All.Count == 0, "needs kubectl, which is neither in KUBEBUILDER_ASSETS nor on PATH");
        var report = new StringBuilder();
        foreach (var build in KubectlBuild.All)
        {
            await cluster.StartOverAsync(build);
            foreach (var row in Rows)
            {
                var output = await cluster.RunAsync(build, row.Command);
                var isRefused = output.Contains("[exit ");
                var mayBeRefused = row.Today is not null;
                if (!row.Matches(output) || (isRefused && !mayBeRefused))
                    report.Append($"\n{row.Source}, kubectl {build.Version}\n$ kubectl {row.Command}\nexpected {row.Expected}\n{output}");
            }
        }

        Assert.True(report.Length == 0, report.ToString());
    }

    /// <param name="Source">Guide and line.</param>
    /// <param name="Expected">Part of what is printed; with <c>|</c> one of several, of which an empty one means that nothing is.</param>
    /// <param name="Today">Why the command does not do what the guide promises; null when it does.</param>
    private sealed record Row(string Source, string Command, string Expected, string? Today = null)
    {
        public bool Matches(string output) =>
            Expected.Split('|').Any(part => part.Length == 0 ? output.Length == 0 : output.Contains(part));
    }
}
