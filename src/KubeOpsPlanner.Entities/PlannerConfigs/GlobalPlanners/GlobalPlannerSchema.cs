using KubeOpsPlanner.Entities.PlannerConfigs.Places;
using KubeOpsPlanner.Entities.PlannerConfigs.Values;

namespace KubeOpsPlanner.Entities.PlannerConfigs.GlobalPlanners;

/// <summary>The upstream GlobalPlanner's flags, which are also the keys of its configuration document.</summary>
public static class GlobalPlannerSchema
{
    public const string Kind = "GlobalPlanner";

    private static readonly ConfigValue Text = new TextValue();

    public static ConfigSchema Instance { get; } = new(
        Kind,
        [
            new("managed_namespaces", new ListValue(Text), new FieldPlace("managedDynamoNamespaces")),
            new("environment", new WordValue("kubernetes"), new NowherePlace()) { Default = "\"kubernetes\"" },
            new("no_operation", new FlagValue(), new ModePlace()) { Default = "false" },
            new("max_total_gpus", new WholeValue(-1), new FieldPlace("maxGpus")) { Default = "-1" },
            new("min_total_gpus", new WholeValue(-1), new FieldPlace("minGpus")) { Default = "-1" },
            new("intent_cache_ttl_seconds", NumberValue.Positive, new WholeSecondsPlace("intentTtlSeconds")) { Default = "360" },
            new("priority", new ObjectValue(
                new("default", new WholeValue(0)),
                new("pools", new ListValue(new ObjectValue(
                    new("selector", Text, IsRequired: true),
                    new("priority", new WholeValue(0)),
                    new("rules", new ListValue(new AnyValue())))))), new FieldPlace("priority")),
            new("gpu_cost", new ObjectValue(new ObjectPart("pools", new ListValue(new ObjectValue(
                new("selector", Text, IsRequired: true), new("gpu_per_replica", new WholeValue(0), IsRequired: true))))), new NowherePlace())
            {
                Remark = "GPUs are counted from the graphs themselves",
            },
        ],
        new Dictionary<string, string>());
}
