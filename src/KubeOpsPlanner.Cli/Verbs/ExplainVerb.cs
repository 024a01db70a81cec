using System.CommandLine;
using KubeOpsPlanner.Cli.Clusters;
using KubeOpsPlanner.Cli.Explain;
using KubeOpsPlanner.Cli.Output;

namespace KubeOpsPlanner.Cli.Verbs;

/// <summary><c>kubectl planner explain</c>: may this change pass, and if not, what holds the GPUs.</summary>
internal static class ExplainVerb
{
    public static Command Create()
    {
        var target = new Argument<string[]>("target")
        {
            Description = "dgd/NAME, dgdsa/NAME, pool NAMESPACE/GRAPH/COMPONENT, or pplan/NAME.",
            Arity = new ArgumentArity(0, 2),
            HelpName = "target",
        };
        var replicas = new Option<string[]>("--replicas")
        {
            Description = "What if: COMPONENT=NUMBER, or NUMBER where the target is one component. Repeatable.",
            DefaultValueFactory = _ => [],
            HelpName = "component=number",
        };
        var file = new Option<string?>("--filename", "-f")
        {
            Description = "What if these manifests were applied; - reads standard input.",
            HelpName = "file",
        };
        var output = OutputOptions.Format();
        var options = new ClusterOptions();
        var verb = new Command(
            "explain",
            "Ask the gate whether a change would pass, as a dry run that reserves nothing, and show who holds the budget's GPUs.\n"
            + "Of a plan, show what it saw and expects, what a replica carries, and what each limit made of that.\n"
            + "Exit code 0: it would pass. 1: it would not. 2: the question was no good.")
        {
            target, replicas, file, output,
        };
        options.AddTo(verb);
        verb.SetAction(async (parsed, cancellationToken) =>
        {
            var words = parsed.GetValue(target) ?? [];
            var path = parsed.GetValue(file);
            var wishes = parsed.GetValue(replicas)!;
            if (path is null == (words.Length == 0) || (path is not null && wishes.Length > 0))
            {
                throw new UserError("explain takes either a target, with or without --replicas, or -f file: see kubectl planner explain --help");
            }

            using var session = options.Connect(parsed);
            var explainer = new Explainer(
                session.Cluster, new GateDialogue(session.Cluster, session.Warnings), new AccountGatherer(session.Cluster));
            var explanation = path is not null
                ? await explainer.OfManifestsAsync(ManifestQuestions.Read(path, Console.In, session.Namespace), cancellationToken)
                : await explainer.OfTargetAsync(ExplainTarget.Parse(words, session.Namespace), wishes, cancellationToken);
            await OutputOptions.WriteAsync(parsed.InvocationConfiguration.Output, parsed.GetValue(output), explanation, ExplanationText.Of);
            return explanation.IsAllowed ? ExitCode.Ok : ExitCode.No;
        });
        return verb;
    }
}
