using System.CommandLine;
using KubeOpsPlanner.Cli.Export;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Kubernetes.Client;
using KubeOpsPlanner.Kubernetes.Configuration;

namespace KubeOpsPlanner.Cli.Verbs;

/// <summary>Manifests for other enforcers than the operator.</summary>
internal static class ExportVerb
{
    public static Command Create() => new("export", "Print what the cluster holds in the language of others.")
    {
        Backstop(
            "admission-policy",
            "A ValidatingAdmissionPolicy with a ceiling for every pool of a budget: it binds while no operator answers (Kubernetes 1.30).",
            BackstopExport.AdmissionPolicyAsync),
        Backstop(
            "resource-quota",
            "A ResourceQuota on GPUs for every namespace of a budget: it binds pods, whatever created them.",
            BackstopExport.ResourceQuotaAsync),
    };

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
