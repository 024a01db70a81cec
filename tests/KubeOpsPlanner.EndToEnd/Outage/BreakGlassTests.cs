using KubeOpsPlanner.EndToEnd.Fleets;
using KubeOpsPlanner.EndToEnd.Operators;
using KubeOpsPlanner.EndToEnd.Servers;
using KubeOpsPlanner.Testing;
using static KubeOpsPlanner.EndToEnd.Fleets.GraphManifests;

namespace KubeOpsPlanner.EndToEnd.Outage;

/// <summary>The one command of the README that opens the gate on purpose, and the way back.</summary>
[Collection(nameof(ApiServers))]
public sealed class BreakGlassTests(ApiServers servers)
{
    private const string Opens = "$ kubectl -n kubeops-planner-system scale deployment kubeops-planner --replicas 0 && ";

    [SkippableTheory]
    [EachServer]
    public async Task The_command_opens_the_gate_and_a_running_operator_closes_it_again(ServerKind kind)
    {
        Skip.If(KubectlProgram.Absence is not null, KubectlProgram.Absence);
        var server = await servers.GetAsync(kind);
        var first = await RunningOperator.StartAsync(server);
        await using var fleet = await Fleet.CreateAsync(server, 8);
        await fleet.BindsAsync();
        await fleet.AddGraphAsync(V1Beta1, "chat", 4, 4);
        var kubectl = server.Kubectl(workingFolder: Repository.Root);
        await kubectl.RunAsync("apply -k config/manager");

        var command = Assert.Single(File.ReadAllLines(Path.Combine(Repository.Root, "README.md")), line => line.StartsWith(Opens, StringComparison.Ordinal));
        // No kubelet ends the program when its Deployment is scaled to 0.
        await first.StopAsync();
        foreach (var part in command["$ ".Length..].Split(" && "))
        {
            await kubectl.RunAsync(part["kubectl ".Length..]);
        }

        await Eventually.True(
            async () => (await fleet.ScaleAsync(fleet.Alice, V1Beta1, "chat", ("decode", 9))).IsSuccess, "without the gate 13 of 8 GPUs are stored");

        await kubectl.RunAsync("-n kubeops-planner-system scale deployment kubeops-planner --replicas 2");
        await using var second = await RunningOperator.StartAsync(server);
        await fleet.BindsAsync();
        (await fleet.ScaleAsync(fleet.Alice, V1Beta1, "chat", ("decode", 10))).IsForbidden(
            $"GlobalBudget \"{fleet.Name}\" allows 8 GPUs; 13 are committed ({fleet.Namespace}/chat 13) and this change needs 1 more: raise spec.maxGpus to 14");
        await Eventually.True(
            async () => Condition.Of(await fleet.BudgetAsync(), "WithinBudget") is { Status: "False" }, "the budget says that it is exceeded");
        (await fleet.ScaleAsync(fleet.Alice, V1Beta1, "chat", ("decode", 4))).IsAllowed();
        await Eventually.True(
            async () => Condition.Of(await fleet.BudgetAsync(), "WithinBudget") is { Status: "True" }, "giving back is all that it takes");
        await kubectl.RunAsync("delete deployment,service,networkpolicy -n kubeops-planner-system --all");
    }
}
