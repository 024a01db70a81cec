using KubeOpsPlanner.Simulation.Reporting;

namespace KubeOpsPlanner.Cli.Demo;

/// <summary>What has to be true of the run as a whole.</summary>
internal static class EndVerdicts
{
    public static IEnumerable<TimelineVerdict> Of(FleetReading end, FleetState fleet)
    {
        var undecided = end.Plans.Where(plan => plan.Status.DecidedAt is null).Select(plan => plan.Metadata.Key.ToString()).ToList();
        yield return new TimelineVerdict(
            "Every plan has made decisions",
            end.Plans.Count > 0 && undecided.Count == 0,
            undecided.Count == 0 ? $"{end.Plans.Count} plans" : $"{string.Join(" and ", undecided)} made none");

        yield return new TimelineVerdict(
            "The status of the budget agrees with the cluster",
            end.Budget.Status.TotalGpus == fleet.TotalGpus,
            $"status.totalGpus {end.Budget.Status.TotalGpus?.ToString() ?? "is absent"}, graphs ask for {fleet.TotalGpus}");

        var violations = fleet.Violations;
        yield return new TimelineVerdict(
            "The budget held at every version of every object",
            violations.Count == 0 && fleet.Changes > 0,
            violations.Count == 0
                ? $"at most {fleet.PeakGpus} of {fleet.MaxGpus} GPUs over {fleet.Changes} changes"
                : $"{violations.Count} of {fleet.Changes} changes broke it; first: {violations[0]}");
    }
}
