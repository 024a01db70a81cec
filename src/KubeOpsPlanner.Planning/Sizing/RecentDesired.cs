using KubeOpsPlanner.Planning.Budgeting.Bands;

namespace KubeOpsPlanner.Planning.Sizing;

/// <param name="At">On the scale of <see cref="LocalPlanInputs.Now"/>.</param>
public readonly record struct RecentDesired(TimeSpan At, ReplicaPair Raw);
