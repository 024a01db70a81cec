using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.GlobalBudgets;

namespace KubeOpsPlanner.Cli.Import;

internal static class BudgetManifest
{
    private static readonly string[] AlwaysSaid = ["maxGpus", "minGpus"];

    public static ImportedObject Of(string name, GlobalBudgetSpec spec, string source) => new(
        Kinds.GlobalBudgets.Api.Kind, name, null,
        ManifestWriter.Write(Kinds.GlobalBudgets.Api, name, null, spec, AlwaysSaid), source);
}
