namespace KubeOpsPlanner.Cli.Import.Components;

/// <summary>Which of upstream's two planners a component runs.</summary>
internal enum PlannerProgram
{
    Planner,
    GlobalPlanner,
}
