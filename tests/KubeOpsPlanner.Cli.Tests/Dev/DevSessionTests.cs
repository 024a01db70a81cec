using KubeOpsPlanner.Cli.Demo;
using KubeOpsPlanner.Cli.Dev;
using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Kubernetes.Client;
using KubeOpsPlanner.Kubernetes.Configuration;
using Microsoft.Extensions.Logging;

namespace KubeOpsPlanner.Cli.Tests.Dev;

public sealed class DevSessionTests
{
    [Fact]
    public async Task It_starts_says_what_to_type_serves_and_stops_when_it_is_cancelled()
    {
        var folder = Directory.CreateTempSubdirectory("kubectl-planner-");
        using var stop = new CancellationTokenSource();
        var kubeconfig = Path.Combine(folder.FullName, "kubeconfig");
        (int Budgets, int Plans, int Graphs) found = default;
        await using var output = new Terminal(async () =>
        {
            using var cluster = KubernetesCluster.Connect(ClusterConnection.Load(kubeconfig, null));
            found = (
                (await cluster.ListAsync(Kinds.GlobalBudgets, null, CancellationToken.None)).Items.Count,
                (await cluster.ListAsync(Kinds.PoolPlans, null, CancellationToken.None)).Items.Count,
                (await cluster.ListAsync(GraphKinds.Graphs, null, CancellationToken.None)).Items.Count);
            await stop.CancelAsync();
        });

        var code = await DevSession.RunAsync(new DevSessionOptions(folder, 0, 1, IsBare: false, EnforcesRbac: false, LogLevel.Error), output, stop.Token);
        folder.Delete(recursive: true);

        Assert.Equal(ExitCode.Ok, code);
        Assert.Equal((1, 2, 2), found);
        Assert.Contains("kubectl get gbudget,pplan,dgd,dgdsa -A", output.ToString());
        Assert.EndsWith("Stopping.\n", output.ToString().ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Alone_the_API_server_has_the_definitions_and_nothing_that_reads_them()
    {
        var folder = Directory.CreateTempSubdirectory("kubectl-planner-");
        using var stop = new CancellationTokenSource();
        var kubeconfig = Path.Combine(folder.FullName, "kubeconfig");
        var found = -1;
        await using var output = new Terminal(async () =>
        {
            using var cluster = KubernetesCluster.Connect(ClusterConnection.Load(kubeconfig, null));
            found = (await cluster.ListAsync(Kinds.GlobalBudgets, null, CancellationToken.None)).Items.Count;
            await stop.CancelAsync();
        });

        var code = await DevSession.RunAsync(
            new DevSessionOptions(folder, 0, 1, IsBare: false, EnforcesRbac: false, LogLevel.Error, IsApiOnly: true), output, stop.Token);
        folder.Delete(recursive: true);

        Assert.Equal((ExitCode.Ok, 0), (code, found));
        Assert.Contains("no operator, no graphs", output.ToString());
    }

    [Fact]
    public async Task Bare_it_tells_how_the_samples_find_their_simulated_frontend()
    {
        var folder = Directory.CreateTempSubdirectory("kubectl-planner-");
        using var stop = new CancellationTokenSource();
        await using var output = new Terminal(stop.CancelAsync);

        await DevSession.RunAsync(new DevSessionOptions(folder, 0, 1, IsBare: true, EnforcesRbac: false, LogLevel.Error), output, stop.Token);
        folder.Delete(recursive: true);

        Assert.Contains("kubectl apply -k config/samples", output.ToString());
        Assert.Matches("""-p '{"spec":{"metrics":{"endpoint":"http://127\.0\.0\.1:[0-9]+/inference/chat/metrics"}}}'""", output.ToString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Users_are_judged_by_the_gate(bool enforcesRbac)
    {
        var folder = Directory.CreateTempSubdirectory("kubectl-planner-");
        var clock = new KubeOpsPlanner.Planning.Time.ScaledTimeProvider(TimeProvider.System, 1);
        await using (var cluster = await LocalCluster.StartAsync(
            new LocalClusterOptions { Folder = folder, Clock = clock, EnforcesRbac = enforcesRbac, LogLevel = LogLevel.Error }, CancellationToken.None))
        {
            var fleet = new FleetState();
            DemoRun.Follow(cluster.Core, fleet);
            await new StarterSet { Metrics = cluster.Graphs.FrontendMetrics }.ApplyAsync(cluster.Admin, CancellationToken.None);
            using var admin = new ApiCaller(cluster.Server.Url, cluster.Server.CaPem, cluster.Users.Admin);
            using var tenant = new ApiCaller(cluster.Server.Url, cluster.Server.CaPem, cluster.Users.Tenant);
            using var autoscaler = new ApiCaller(cluster.Server.Url, cluster.Server.CaPem, cluster.Users.Autoscaler);
            await AdapterAsync(cluster);

            foreach (var step in new DemoScenario(admin, tenant, autoscaler, fleet).Steps)
            {
                var verdict = step.Expectation.Judge(await step.ActAsync(CancellationToken.None));
                Assert.True(verdict.Happened, $"{verdict.Expectation}: {verdict.Observed}");
            }

            Assert.Empty(fleet.Violations);
        }

        folder.Delete(recursive: true);
    }

    /// <summary>The stand-in Dynamo operator makes it from the graph.</summary>
    private static async Task AdapterAsync(LocalCluster cluster)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (await cluster.Admin.GetAsync(GraphKinds.ScalingAdapters, StarterSet.CodeDecodeAdapter, deadline.Token) is null)
        {
            await Task.Delay(20, deadline.Token);
        }
    }

    /// <summary>What a person sees; they act when it is flushed for the first time.</summary>
    private sealed class Terminal(Func<Task> onFlush) : StringWriter
    {
        private Func<Task>? _onFlush = onFlush;

        public override Task FlushAsync(CancellationToken cancellationToken) =>
            Interlocked.Exchange(ref _onFlush, null)?.Invoke() ?? Task.CompletedTask;
    }
}
