using System.CommandLine;
using KubeOpsPlanner.Cli.Clusters;
using KubeOpsPlanner.Cli.Export;
using KubeOpsPlanner.Cli.Output;
using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Entities.PlannerConfigs;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Kubernetes.Client;
using KubeOpsPlanner.Kubernetes.Configuration;

namespace KubeOpsPlanner.Cli.Verbs;

/// <summary><c>kubectl planner export</c>: plans for the upstream planner, budgets for other enforcers than the operator.</summary>
internal static class ExportVerb
{
    public static Command Create()
    {
        var plan = new Argument<string[]>("plan")
        {
            Description = "A PoolPlan, e.g. pplan/chat.",
            Arity = new ArgumentArity(0, 2),
            HelpName = "plan",
        };
        var file = new Option<string?>("--filename", "-f")
        {
            Description = "Read the PoolPlan from here instead of a cluster; - reads standard input.",
            HelpName = "file",
        };
        var output = OutputOptions.Format(OutputFormat.PlannerConfig, hasPlannerConfig: true);
        var options = new ClusterOptions();
        var verb = new Command(
            "export",
            "Print what the cluster holds in the language of others. A PoolPlan is printed as the upstream planner's PlannerConfig "
            + "(planner_config.json); kubectl planner import reads it back. What that has no field for is said on standard error.\n"
            + "Exit code 0: printed. 2: there is no such plan, or it cannot be read.")
        {
            plan, file, output,
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
            var words = parsed.GetValue(plan) ?? [];
            var name = words.Length > 0 ? PlanExport.NameOf(words) : null;
            var export = (parsed.GetValue(file), name) switch
            {
                ({ } path, _) => PlanExport.OfFile(path, name, Console.In),
                (null, { } wanted) => await OfClusterAsync(options, parsed, wanted, cancellationToken),
                _ => throw new UserError("export takes a plan, or -f file: see kubectl planner export --help"),
            };
            var format = parsed.GetValue(output);
            if (format == OutputFormat.PlannerConfig)
            {
                foreach (var finding in PlannerConfigExport.Convert(export.Spec).Findings)
                {
                    await parsed.InvocationConfiguration.Error.WriteLineAsync($"warning: {finding}");
                }
            }

            await parsed.InvocationConfiguration.Output.WriteAsync(export.Text(format));
            return ExitCode.Ok;
        });
        return verb;
    }

    private static async Task<PlanExport> OfClusterAsync(
        ClusterOptions options, ParseResult parsed, string name, CancellationToken cancellationToken)
    {
        using var session = options.Connect(parsed);
        var key = new ObjectKey(session.Namespace, name);
        var plan = await session.Cluster.GetAsync(Kinds.PoolPlans, key, cancellationToken)
            ?? throw new UserError($"there is no PoolPlan {key}: kubectl get poolplans -A lists them");
        return new PlanExport(key, plan.Spec);
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
