namespace KubeOpsPlanner.Entities.PlannerConfigs.Values;

public sealed record ObjectPart(string Name, ConfigValue Value, bool IsRequired = false);
