namespace KubeOpsPlanner.Planning.Sizing;

public static class PlanModeExtensions
{
    public static bool ManagesPrefill(this PlanMode mode) => mode is PlanMode.Disagg or PlanMode.Prefill;

    public static bool ManagesDecode(this PlanMode mode) => mode != PlanMode.Prefill;
}
