using System.CommandLine;
using KubeOpsPlanner.Cli.Clusters;
using KubeOpsPlanner.Cli.Output;
using KubeOpsPlanner.Cli.Status;
using KubeOpsPlanner.Entities;

namespace KubeOpsPlanner.Cli.Verbs;

/// <summary><c>kubectl planner status</c>: what every budget is committed to.</summary>
internal static class StatusVerb
{
    public static Command Create()
    {
        var output = OutputOptions.Format();
        var options = new ClusterOptions();
        var verb = new Command("status", "Show budgets and their pools: replicas, what plans desire, what is granted, GPUs, and why they differ.")
        {
            output,
        };
        options.AddTo(verb);
        options.Namespace.Description = "Only pools of this namespace. Default: all.";
        verb.SetAction(async (parsed, cancellationToken) =>
        {
            using var session = options.Connect(parsed);
            var budgets = await session.Cluster.ListAsync(Kinds.GlobalBudgets, null, cancellationToken);
            var fleet = FleetStatus.Of(budgets.Items, parsed.GetValue(options.Namespace));
            await OutputOptions.WriteAsync(parsed.InvocationConfiguration.Output, parsed.GetValue(output), fleet, FleetStatusText.Of);
            return ExitCode.Ok;
        });
        return verb;
    }
}
