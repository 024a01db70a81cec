using KubeOpsPlanner.DevCluster.BuiltIns;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Graphs;
using KubeOpsPlanner.DevCluster.Http;
using KubeOpsPlanner.DevCluster.Proxy;
using KubeOpsPlanner.Kubernetes.Client;
using KubeOpsPlanner.Kubernetes.Configuration;
using KubeOpsPlanner.Planning.Time;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.Conformance.Kubectl;

/// <summary>The cluster that the guides assume: our kinds, simulated nodes and graphs, and the files that the guides name.</summary>
public sealed class GuideCluster : IAsyncLifetime
{
    /// <summary>What the guides call <c>$NAMESPACE</c>.</summary>
    public const string Namespace = "dynamo";

    // Start-up delays of the simulation pass at once.
    private const double TimeScale = 10_000;

    private const string Graph = """
        apiVersion: nvidia.com/v1alpha1
        kind: DynamoGraphDeployment
        metadata: {name: vllm-disagg-planner}
        spec:
          services:
            frontend: {componentType: frontend, replicas: 1}
            planner: {componentType: planner, replicas: 1}
            prefill: {componentType: worker, subComponentType: prefill, replicas: 1, resources: {limits: {gpu: "1"}}}
            backend: {componentType: worker, subComponentType: decode, replicas: 1, scalingAdapter: {enabled: true}, resources: {limits: {gpu: "1"}}}
        """;

    private const string Request = """
        apiVersion: kubeopsplanner.io/v1alpha1
        kind: DynamoGraphDeploymentRequest
        metadata: {name: sla-aic}
        spec: {model: Qwen/Qwen3-32B, backend: vllm, sla: {ttft: 500, itl: 50}}
        """;

    private const string Dashboard = """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: grafana-planner-dashboard, labels: {grafana_dashboard: "1"}}
        data: {planner.json: "{}"}
        """;

    private const string AccessPod = """
        apiVersion: v1
        kind: Pod
        metadata: {name: pvc-access-pod}
        spec:
          containers: [{name: shell, image: busybox, command: [sleep, infinity], volumeMounts: [{name: data, mountPath: /data}]}]
          volumes: [{name: data, persistentVolumeClaim: {claimName: dynamo-pvc}}]
        """;

    private static readonly (string Path, string Content)[] Files =
    [
        ("deploy/observability/k8s/grafana-planner-dashboard-configmap.yaml", Dashboard),
        ("deploy/utils/manifests/pvc-access-pod.yaml", AccessPod),
        ("benchmarks/profiler/deploy/profile_sla_aic_dgdr.yaml", Request),
        ("examples/backends/vllm/deploy/disagg_planner.yaml", Graph),
        ("components/backends/vllm/deploy/disagg_planner.yaml", Graph),
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("kubectl-guides-").FullName;
    private readonly PodRuntime _runtime = new();
    private DevApiServer _server = null!;
    private SimulatedGraphs _graphs = null!;

    private string Kubeconfig => Path.Combine(_folder, "kubeconfig");

    public async Task InitializeAsync()
    {
        foreach (var (path, content) in Files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_folder, path))!);
            await File.WriteAllTextAsync(Path.Combine(_folder, path), content);
        }

        var core = new ApiServerCore(new ResourceRegistry(BuiltInResources.All), new ApiServerOptions(), TimeProvider.System.GetUtcNow());
        _server = await DevApiServer.StartAsync(DevApiServerOptions.For(core) with { Runtime = _runtime });
        _server.WriteKubeconfig(Kubeconfig);
        using (var admin = KubernetesCluster.Connect(ClusterConnection.Load(Kubeconfig, null), "guides"))
        {
            foreach (var definition in Repository.Documents("crds").Concat(Repository.Documents("crds/upstream")))
                await admin.ApplyAsync(definition);
        }

        _graphs = await SimulatedGraphs.StartAsync(
            new SimulatedGraphsOptions
            {
                KubeconfigPath = Kubeconfig,
                Clock = new ScaledTimeProvider(TimeProvider.System, TimeScale),
                Runtime = _runtime,
            },
            CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _graphs.DisposeAsync();
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>What it printed, standard error last, and its exit code when it is not zero.</summary>
    public Task<string> RunAsync(KubectlBuild build, string arguments, string input = "") =>
        build.RunAsync(Kubeconfig, _folder, KubectlScript.Words(arguments), input);

    /// <summary>Empty before, so that the same guide can be followed with the next kubectl.</summary>
    public async Task StartOverAsync(KubectlBuild build)
    {
        foreach (var space in new[] { Namespace, "monitoring" })
        {
            await RunAsync(build, $"delete namespace {space} --ignore-not-found --wait");
            await RunAsync(build, $"create namespace {space}");
        }

        await RunAsync(build, $"create secret generic nvcr-imagepullsecret -n {Namespace}");
    }
}
