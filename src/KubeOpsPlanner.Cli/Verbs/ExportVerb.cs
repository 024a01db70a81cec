using System.CommandLine;
using KubeOpsPlanner.Cli.Clusters;
using KubeOpsPlanner.Cli.Export;
using KubeOpsPlanner.Cli.Output;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Kubernetes.Client;
using KubeOpsPlanner.Kubernetes.Configuration;

namespace KubeOpsPlanner.Cli.Verbs;

/// <summary><c>kubectl planner export</c>: plans and budgets for the upstream planners, and for other enforcers than the operator.</summary>
internal static class ExportVerb
{
    public static Command Create()
    {
        var target = new Argument<string[]>("object")
        {
            Description = "A PoolPlan or a GlobalBudget, e.g. pplan/chat or gbudget/fleet; a name alone is a PoolPlan's.",
            Arity = new ArgumentArity(0, 2),
            HelpName = "plan|budget",
        };
        var file = new Option<string?>("--filename", "-f")
        {
            Description = "Read the object from here instead of a cluster; - reads standard input.",
            HelpName = "file",
        };
        var output = OutputOptions.Format(OutputFormat.PlannerConfig, hasPlannerConfig: true);
        var options = new ClusterOptions();
        var verb = new Command(
            "export",
            "Print what the cluster holds in the language of others. A PoolPlan is printed as the upstream planner's PlannerConfig "
            + "(planner_config.json), a GlobalBudget as the configuration of its GlobalPlanner; kubectl planner import reads both back. What they have no "
            + "field for is said on standard error.\n"
            + "Exit code 0: printed. 2: there is no such object, or it cannot be read.")
        {
            target, file, output,
            Backstop(
                "admission-policy",
                "A ValidatingAdmissionPolicy with a ceiling for every pool of a budget: it binds while no operator answers (Kubernetes 1.30).",
                BackstopExport.AdmissionPolicyAsync),
            Backstop(
                "resource-quota",
                "A ResourceQuota on GPUs for every namespace of a budget: it binds pods, whatever created them.",
                BackstopExport.ResourceQuotaAsync),
        };
        options.AddTo(verb);
        verb.SetAction(async (parsed, cancellationToken) =>
        {
            var wanted = ExportTarget.Of(parsed.GetValue(target) ?? []);
            var export = parsed.GetValue(file) is { } path
                ? ExportSource.OfFile(path, wanted, Console.In)
                : await OfClusterAsync(options, parsed, wanted, cancellationToken);
            var format = parsed.GetValue(output);
            if (format == OutputFormat.PlannerConfig)
            {
                foreach (var finding in export.Exported.Findings)
                {
                    await parsed.InvocationConfiguration.Error.WriteLineAsync($"warning: {finding}");
                }
            }

            await parsed.InvocationConfiguration.Output.WriteAsync(export.Text(format));
            return ExitCode.Ok;
        });
        return verb;
    }

    private static async Task<UpstreamExport> OfClusterAsync(
        ClusterOptions options, ParseResult parsed, ExportTarget target, CancellationToken cancellationToken)
    {
        if (target is not { Kind: { } kind, Name: { } name })
        {
            throw new UserError("export takes a plan or a budget, or -f file: see kubectl planner export --help");
        }

        using var session = options.Connect(parsed);
        return await ExportSource.OfClusterAsync(session.Cluster, kind, name, session.Namespace, cancellationToken);
    }

    private static Command Backstop(string name, string description, Func<ICluster, string, CancellationToken, Task<string>> render)
    {
        var budget = new Argument<string>("budget") { Description = "The GlobalBudget's name." };
        var kubeconfig = new Option<string?>("--kubeconfig") { Description = "Default: as kubectl finds it.", HelpName = "file" };
        var context = new Option<string?>("--context") { Description = "Default: the kubeconfig's current one.", HelpName = "name" };
        var verb = new Command(name, description) { budget, kubeconfig, context };
        verb.SetAction(async (parsed, cancellationToken) =>
        {
            using var cluster = KubernetesCluster.Connect(
                ClusterConnection.Load(parsed.GetValue(kubeconfig), parsed.GetValue(context)));
            await parsed.InvocationConfiguration.Output.WriteAsync(await render(cluster, parsed.GetValue(budget)!, cancellationToken));
            return ExitCode.Ok;
        });
        return verb;
    }
}
