using KubeOpsPlanner.DevCluster.Controllers;
using KubeOpsPlanner.DevCluster.Graphs.Adapters;
using KubeOpsPlanner.DevCluster.Graphs.Deployments;
using KubeOpsPlanner.DevCluster.Graphs.Logs;
using KubeOpsPlanner.DevCluster.Graphs.Objects;
using KubeOpsPlanner.DevCluster.Graphs.Pods;
using KubeOpsPlanner.DevCluster.Graphs.Scheduling;
using KubeOpsPlanner.DevCluster.Graphs.Serving;
using KubeOpsPlanner.DevCluster.Graphs.Traffic;
using KubeOpsPlanner.Entities.Foreign;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting;
using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Hosting.Reconciling;
using KubeOpsPlanner.Kubernetes.Health;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KubeOpsPlanner.DevCluster.Graphs;

/// <summary>
/// Everything that a cluster with GPUs would add to an API server: Dynamo operator, workload controllers, scheduler, kubelets, engines and the
/// clients that send requests. Knows the cluster through its API alone, so that any API server will do; needs the
/// definitions of DGD and DGDSA to be installed.
/// </summary>
public sealed class SimulatedGraphs : IAsyncDisposable
{
    // kube-apiserver serves a new definition within a second or two.
    private static readonly TimeSpan DefinitionPatience = TimeSpan.FromSeconds(10);

    private readonly WebApplication _app;
    private readonly TrafficPump _pump;
    private readonly TrafficRegistry _traffic;
    private readonly IStore<GraphObject> _graphs;
    private readonly IStore<SimulatedPod> _pods;

    private SimulatedGraphs(WebApplication app)
    {
        _app = app;
        _pump = app.Services.GetRequiredService<TrafficPump>();
        _traffic = app.Services.GetRequiredService<TrafficRegistry>();
        _graphs = app.Services.GetRequiredService<IStore<GraphObject>>();
        _pods = app.Services.GetRequiredService<IStore<SimulatedPod>>();
    }

    /// <summary>Domain time by which the traces are played too late; while it grows the clock runs too fast for this machine.</summary>
    public TimeSpan Lag => _pump.Lag;

    /// <summary>The loopback port of <see cref="FrontendMetrics"/>.</summary>
    public int MetricsPort => _app.Services.GetRequiredService<OperatorHostStatus>().MetricsPort;

    /// <summary>Seeds the nodes and starts; returns when all is watched and served.</summary>
    /// <exception cref="OperatorHostException">No usable kubeconfig, a port is taken, or the cluster does not know graphs.</exception>
    /// <exception cref="ClusterException">The nodes could not be made.</exception>
    public static async Task<SimulatedGraphs> StartAsync(SimulatedGraphsOptions options, CancellationToken cancellationToken)
    {
        var app = Build(options);
        try
        {
            var cluster = app.Services.GetRequiredService<ICluster>();
            await ServedKinds.RequireAsync(cluster, DefinitionPatience, cancellationToken);
            await SimulatedNodes.SeedAsync(
                cluster, options.Nodes, options.GpusPerNode, TimeProvider.System.GetUtcNow(), cancellationToken);
            await app.StartAsync(cancellationToken);
            var status = app.Services.GetRequiredService<OperatorHostStatus>();
            await status.Ready.WaitAsync(cancellationToken);
            options.Runtime.Serve(new PodEndpoints(
                app.Services.GetRequiredService<IStore<GraphObject>>(), app.Services.GetRequiredService<IStore<SimulatedPod>>(), () => status.MetricsPort).Find);
            return new SimulatedGraphs(app);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Where the metrics of this graph's frontend are served.</summary>
    public Uri FrontendMetrics(ObjectKey graph) => new($"http://127.0.0.1:{MetricsPort}/{graph.Namespace}/{graph.Name}/metrics");

    /// <summary>All graphs, by namespace and name.</summary>
    public IReadOnlyList<SimulatedGraphSnapshot> Snapshots() =>
    [
        .. _graphs.List()
            .OrderBy(item => item.Metadata.Key.ToString(), StringComparer.Ordinal)
            .Select(item => SnapshotReader.Read(item, _pods.ByIndex(PodIndex.ByGraph, item.Metadata.Key.ToString()), _traffic)),
    ];

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static WebApplication Build(SimulatedGraphsOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        options.Logging?.Invoke(builder.Logging);
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(options.Clock);
        builder.Services.AddSingleton(new PodLifecycle(options.StartupDelay, options.DrainDeadline));
        builder.Services.AddSingleton(new PodJournal(
            options.Runtime.Logs, new PodTiming(options.StartupDelay, options.DrainDeadline), TimeProvider.System));
        builder.Services.AddSingleton(new PlainPods(options.Runtime.Logs, TimeProvider.System));
        builder.Services.AddSingleton<PodAddresses>();
        builder.Services.AddHostedService(provider => ActivatorUtilities.CreateInstance<ActivityLog>(provider, TimeProvider.System));
        builder.Services.AddSingleton<TrafficRegistry>();
        builder.Services.AddSingleton<DeploymentUpkeep>();
        builder.Services.AddSingleton(provider => new TrafficPump(
            provider.GetRequiredService<TrafficRegistry>(), options.Clock, TimeProvider.System,
            provider.GetRequiredService<ILogger<TrafficPump>>()));
        builder.Services.AddHostedService(provider => provider.GetRequiredService<TrafficPump>());
        IStore<DynamoGraphDeploymentScalingAdapter>? adapters = null;
        AddControllers(builder.AddOperatorHost(host =>
        {
            host.KubeconfigPath = options.KubeconfigPath;
            host.KubeconfigContext = options.KubeconfigContext;
            host.Name = "simulated-graphs";
            host.ListenAddress = "127.0.0.1";
            host.MetricsPort = options.MetricsPort;
            host.WebhookPort = 0;
            host.UsesLeaderElection = false;
        }), graph => AdapterMirroring.Concerned(graph.Graph, adapters?.List() ?? []));

        var app = builder.Build();
        adapters = app.Services.GetRequiredService<IStore<DynamoGraphDeploymentScalingAdapter>>();
        app.MapOperatorHost();
        FrontendEndpoints.Map(app, app.Services.GetRequiredService<TrafficRegistry>());
        MetricsEndpoints.Map(app, app.Services.GetRequiredService<IStore<GraphObject>>(), app.Services.GetRequiredService<TrafficRegistry>());
        return app;
    }

    private static void AddControllers(IOperatorHostBuilder host, Func<GraphObject, IEnumerable<ObjectKey>> adaptersOf)
    {
        host.AddStore(SimulatedPod.Resource, PodIndex.Graph);
        host.AddStore(WorkloadKinds.Deployments, DeploymentIndex.Graph);
        WorkloadControllers.Add(host);
        host.AddController<GraphReconciler, GraphObject>(GraphObject.Resource, triggers => triggers
            .Watches(SimulatedPod.Resource, GraphChildren.KeysOf)
            .Watches(GraphKinds.ScalingAdapters, GraphChildren.KeysOf)
            .Watches(ForeignKinds.Services, GraphChildren.KeysOf)
            .Watches(WorkloadKinds.Deployments, GraphDeployments.KeysOf)
            .WithConcurrency(4));
        host.AddController<AdapterReconciler, DynamoGraphDeploymentScalingAdapter>(
            GraphKinds.ScalingAdapters, triggers => triggers.Watches(GraphObject.Resource, adaptersOf));
        host.AddController<PodReconciler, SimulatedPod>(SimulatedPod.Resource, triggers => triggers.WithConcurrency(4));
        host.AddController<SchedulingReconciler, Node>(ForeignKinds.Nodes, triggers => triggers
            .Watches(SimulatedPod.Resource, static _ => [SchedulingReconciler.WholeCluster]));
    }
}
