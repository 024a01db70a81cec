using System.Text.Json;
using KubeOpsPlanner.Cli.Import.Sources;
using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.GlobalBudgets;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Entities.Validation;
using KubeOpsPlanner.Hosting.Clusters;

namespace KubeOpsPlanner.Cli.Export;

/// <summary>Finds the plan or budget that is exported.</summary>
internal static class ExportSource
{
    /// <param name="path">A file, or <c>-</c> for <paramref name="input"/>.</param>
    /// <exception cref="UserError">The file cannot be read, or holds no such object, or more than one.</exception>
    public static UpstreamExport OfFile(string path, ExportTarget target, TextReader input)
    {
        var found = ImportFiles.Read([path], input)
            .Where(document => document.Group == PlannerNames.Group && (document.Kind == ExportTarget.Plan || document.Kind == ExportTarget.Budget))
            .Where(document => (target.Kind ?? document.Kind) == document.Kind && (target.Name ?? document.Name) == document.Name)
            .ToList();
        return found switch
        {
            [var only] => OfDocument(path, only),
            [] => throw new UserError($"{path} holds no {(target is { Kind: { } kind, Name: var name } ? $"{kind} \"{name}\"" : "PoolPlan and no GlobalBudget")}"),
            _ => throw new UserError(
                $"{path} holds {found.Count} plans and budgets: name one of {string.Join(", ", found.Select(each => ExportTarget.Word(each.Kind!, each.Name)))}"),
        };
    }

    /// <param name="kind">As <see cref="ExportTarget"/> has it.</param>
    /// <param name="namespace">Of plans.</param>
    /// <exception cref="UserError">There is no such object.</exception>
    public static async Task<UpstreamExport> OfClusterAsync(
        ICluster cluster, string kind, string name, string @namespace, CancellationToken cancellationToken)
    {
        if (kind == ExportTarget.Budget)
        {
            var budget = await cluster.GetAsync(Kinds.GlobalBudgets, ObjectKey.Cluster(name), cancellationToken)
                ?? throw new UserError($"there is no GlobalBudget \"{name}\": kubectl get globalbudgets lists them");
            return UpstreamExport.Of(budget.Metadata.Key, budget.Spec);
        }

        var key = new ObjectKey(@namespace, name);
        var plan = await cluster.GetAsync(Kinds.PoolPlans, key, cancellationToken)
            ?? throw new UserError($"there is no PoolPlan {key}: kubectl get poolplans -A lists them");
        return UpstreamExport.Of(key, plan.Spec);
    }

    private static UpstreamExport OfDocument(string path, ImportDocument document)
    {
        var json = JsonSerializer.SerializeToElement(document.Json);
        if (EntityValidation.Validate(document.Kind!, json) is [var error, ..])
        {
            throw new UserError($"{path}:{document.Line(error.Path)}: {error}");
        }

        var key = new ObjectKey(document.Namespace ?? "", document.Name ?? throw new UserError($"{path} holds a {document.Kind} without metadata.name"));
        return document.Kind == ExportTarget.Budget
            ? UpstreamExport.Of(key, KubernetesJson.ReadProperty<GlobalBudgetSpec>(json, "spec")!)
            : UpstreamExport.Of(key, KubernetesJson.ReadProperty<PoolPlanSpec>(json, "spec")!);
    }
}
