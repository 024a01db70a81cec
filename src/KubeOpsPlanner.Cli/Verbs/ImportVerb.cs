using System.CommandLine;
using KubeOpsPlanner.Cli.Import;
using KubeOpsPlanner.Cli.Import.Sources;
using KubeOpsPlanner.Cli.Output;

namespace KubeOpsPlanner.Cli.Verbs;

/// <summary><c>kubectl planner import</c>: Dynamo's planners as plans and budgets.</summary>
internal static class ImportVerb
{
    public static Command Create()
    {
        var files = new Argument<string[]>("files")
        {
            Description = "YAML or JSON, any number of documents; - reads standard input.",
            Arity = ArgumentArity.OneOrMore,
            HelpName = "file|-",
        };
        var @namespace = new Option<string?>("--namespace", "-n")
        {
            Description = "Of documents that name no Kubernetes namespace.",
            HelpName = "namespace",
        };
        var graph = new Option<string?>("--graph")
        {
            Description = "The DynamoGraphDeployment that a PlannerConfig file is for. Default: DYN_PARENT_DGD_K8S_NAME.",
            HelpName = "name",
        };
        var budget = new Option<string?>("--budget")
        {
            Description = "The GlobalBudget's name. Default: the Dynamo namespace of the GlobalPlanner.",
            HelpName = "name",
        };
        var output = OutputOptions.Format(OutputFormat.Yaml, hasPlannerConfig: true);
        var verb = new Command(
            "import",
            "Turn the configuration of Dynamo's planners into PoolPlans and GlobalBudgets, ready for kubectl apply -f -.\n"
            + "Takes a PlannerConfig (planner_config.json, .yaml), a GlobalPlanner's configuration, DynamoGraphDeployments with Planner and GlobalPlanner components (their flags, "
            + "environment and --config, also in a ConfigMap that is imported along), and DynamoGraphDeploymentRequests, in all their versions.\n"
            + "Nothing is changed in a cluster. What cannot act here is kept in the plan or said on standard error, with file and line.\n"
            + "Exit code 0: imported, perhaps with warnings. 2: there are errors, and nothing is printed.")
        {
            files, @namespace, graph, budget, output,
        };
        verb.SetAction(parsed => Import(parsed, parsed.GetValue(files)!, parsed.GetValue(output), new ImportOptions
        {
            Namespace = parsed.GetValue(@namespace),
            Graph = parsed.GetValue(graph),
            Budget = parsed.GetValue(budget),
            Variable = Environment.GetEnvironmentVariable,
        }));
        return verb;
    }

    private static int Import(ParseResult parsed, string[] files, OutputFormat format, ImportOptions options)
    {
        var errors = parsed.InvocationConfiguration.Error;
        var result = Importer.Import(ImportFiles.Read(files, Console.In), options);
        var refused = result.Findings.Where(found => found.Finding.IsError).ToList();
        if (refused.Count > 0)
        {
            refused.ForEach(found => errors.WriteLine($"error: {found}"));
            return ExitCode.BadUsage;
        }

        foreach (var found in result.Findings.OrderBy(found => found.Line))
        {
            errors.WriteLine($"warning: {found}");
        }

        foreach (var note in result.Notes)
        {
            errors.WriteLine($"note: {note}");
        }

        parsed.InvocationConfiguration.Output.Write(ImportText.Of(result.Objects, format));
        return ExitCode.Ok;
    }
}
