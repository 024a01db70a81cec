using KubeOpsPlanner.DevCluster.BuiltIns;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Graphs;
using KubeOpsPlanner.DevCluster.Http;
using KubeOpsPlanner.DevCluster.Proxy;
using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Kubernetes.Client;
using KubeOpsPlanner.Kubernetes.Configuration;
using KubeOpsPlanner.Operator.Options;

namespace KubeOpsPlanner.Cli.Dev;

/// <summary>
/// A whole cluster in this process: API server, simulated GPUs and graphs, and the operator. The parts know each other
/// through the API alone, each with a user of its own, as they would elsewhere.
/// </summary>
internal sealed class LocalCluster : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> _parts = new();
    private readonly PodRuntime _runtime = new();
    private volatile bool _hasStarted;

    private LocalCluster(ApiServerCore core, LocalUsers users, string kubeconfigPath)
    {
        Core = core;
        Users = users;
        KubeconfigPath = kubeconfigPath;
    }

    public ApiServerCore Core { get; }

    public LocalUsers Users { get; }

    /// <summary>For people.</summary>
    public string KubeconfigPath { get; }

    public DevApiServer Server { get; private set; } = null!;

    public SimulatedGraphs Graphs { get; private set; } = null!;

    public EmbeddedOperator Operator { get; private set; } = null!;

    /// <summary>The API as the administrator sees it.</summary>
    public KubernetesCluster Admin { get; private set; } = null!;

    /// <summary>Returns when the operator is ready to judge.</summary>
    /// <exception cref="UserError">A port or the folder is taken, or a file cannot be written.</exception>
    public static async Task<LocalCluster> StartAsync(LocalClusterOptions options, CancellationToken cancellationToken)
    {
        DevApiServer.Prepare();
        var core = new ApiServerCore(
            new ResourceRegistry(BuiltInResources.All), new ApiServerOptions(), TimeProvider.System.GetUtcNow());
        var cluster = new LocalCluster(core, new LocalUsers(), Path.Combine(options.Folder.FullName, "kubeconfig"));
        try
        {
            await cluster.StartPartsAsync(options, cancellationToken);
            return cluster;
        }
        catch (Exception error)
        {
            await cluster.DisposeAsync();
            if (error is PortTakenException or OperatorHostException)
            {
                throw new UserError(error.Message);
            }

            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        while (_parts.TryPop(out var part))
        {
            await part.DisposeAsync();
        }
    }

    private async Task StartPartsAsync(LocalClusterOptions options, CancellationToken cancellationToken)
    {
        var components = Path.Combine(options.Folder.FullName, "components.kubeconfig");
        try
        {
            Keep(FolderClaim.Take(options.Folder, options.FolderFlag));
            Server = Keep(await StartServerAsync(options, cancellationToken));
            LocalKubeconfig.Write(KubeconfigPath, Server, Users.People);
            LocalKubeconfig.Write(components, Server, Users.Components);
        }
        catch (Exception error) when (error is (IOException and not PortTakenException) or UnauthorizedAccessException)
        {
            throw new UserError($"The folder {options.Folder.FullName} cannot be written ({error.Message}): choose another one with {options.FolderFlag}.");
        }

        Admin = KubernetesCluster.Connect(ClusterConnection.Load(KubeconfigPath, Users.Admin.Context), "kubectl-planner");
        Keep(new Disposal(Admin));

        await ClusterSeeds.ApplyAsync(Admin, Users, cancellationToken);
        if (options.EnforcesRbac)
        {
            await LocalRoles.ApplyAsync(Admin, Users, cancellationToken);
        }

        if (options.IsApiOnly)
        {
            return;
        }

        Graphs = Keep(await SimulatedGraphs.StartAsync(
            new SimulatedGraphsOptions
            {
                KubeconfigPath = components,
                KubeconfigContext = Users.Dynamo.Context,
                Nodes = options.Nodes,
                GpusPerNode = options.GpusPerNode,
                Clock = options.Clock,
                Runtime = _runtime,
                Workloads = options.Workloads,
                DefaultWorkload = options.DefaultWorkload,
                Logging = logging => OperatorLogging.Configure(logging, options.LogLevel, () => _hasStarted),
            },
            cancellationToken));
        Operator = Keep(await EmbeddedOperator.StartAsync(
            components,
            Users.Planner,
            new PlannerOptions
            {
                OperatorPrincipal = Users.Planner.Name,
                MirrorPrincipals = [Users.Dynamo.Name],
                AllowsLoopbackMetrics = true,
                DomainClock = options.Clock,
            },
            logging => OperatorLogging.Configure(logging, options.LogLevel, () => _hasStarted),
            cancellationToken));
        _hasStarted = true;
    }

    private async Task<DevApiServer> StartServerAsync(LocalClusterOptions options, CancellationToken cancellationToken)
    {
        var server = DevApiServerOptions.For(Core, options.EnforcesRbac) with
        {
            Port = options.Port,
            Tokens = [.. Users.All.Select(user => user.ToToken())],
            Runtime = _runtime,
        };
        try
        {
            return await DevApiServer.StartAsync(server, cancellationToken);
        }
        catch (PortTakenException) when (options.MayTakeAnotherPort)
        {
            return await DevApiServer.StartAsync(server with { Port = 0 }, cancellationToken);
        }
    }

    private T Keep<T>(T part) where T : IAsyncDisposable
    {
        _parts.Push(part);
        return part;
    }

    private sealed class Disposal(IDisposable inner) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            inner.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
