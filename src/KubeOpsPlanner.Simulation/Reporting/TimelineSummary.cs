namespace KubeOpsPlanner.Simulation.Reporting;

/// <summary>The numbers at the top of a report.</summary>
/// <param name="GpuHours">GPUs charged, each sample held until the next.</param>
/// <param name="CeilingGpuHours">What the ceiling would have cost, always on; null where a sample has no ceiling.</param>
/// <param name="PeakCeiling">The ceiling in force at the peak; null without one.</param>
public sealed record TimelineSummary(
    double GpuHours, double? CeilingGpuHours, int PeakGpus, int? PeakCeiling, int Refusals, int VerdictsHappened, bool CeilingHeld)
{
    public static TimelineSummary Of(Timeline timeline)
    {
        double used = 0;
        double allowed = 0;
        foreach (var (sample, next) in timeline.Samples.Zip(timeline.Samples.Skip(1)))
        {
            var hours = (next.At - sample.At).TotalHours;
            used += sample.Gpus * hours;
            allowed += sample.MaxGpus * hours;
        }

        var peak = timeline.Samples.MaxBy(sample => sample.Gpus);
        return new TimelineSummary(
            used,
            timeline.Samples.All(sample => sample.MaxGpus >= 0) ? allowed : null,
            peak?.Gpus ?? 0,
            peak is { MaxGpus: >= 0 } ? peak.MaxGpus : null,
            timeline.Marks.Count(mark => mark.Kind == TimelineMarkKind.Refused),
            timeline.Verdicts.Count(verdict => verdict.Happened),
            timeline.Samples.All(sample => sample.MaxGpus < 0 || sample.Gpus <= sample.MaxGpus));
    }
}
