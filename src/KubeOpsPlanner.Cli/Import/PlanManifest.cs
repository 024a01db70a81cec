using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.PlannerConfigs;
using KubeOpsPlanner.Entities.PoolPlans;

namespace KubeOpsPlanner.Cli.Import;

internal static class PlanManifest
{
    /// <summary>Said also at their defaults: they are what people look for first.</summary>
    private static readonly string[] AlwaysSaid = ["mode", "optimizationTarget", "sla"];

    public static ImportedObject Of(string name, string? @namespace, PoolPlanSpec spec, string source) => new(
        Kinds.PoolPlans.Api.Kind, name, @namespace,
        ManifestWriter.Write(Kinds.PoolPlans.Api, name, @namespace, spec, AlwaysSaid),
        source, PlannerConfigExport.Convert(spec).Config);
}
