namespace KubeOpsPlanner.Simulation.Reporting;

/// <summary>Something that happened at one moment; charts number marks and a table holds the sentences.</summary>
/// <param name="At">Domain time since the timeline's start.</param>
/// <param name="Actor">Who asked, e.g. a user or a service account.</param>
/// <param name="Subject">What it was about, e.g. a pool.</param>
/// <param name="Message">One sentence, as the actor saw it.</param>
public sealed record TimelineMark(TimeSpan At, TimelineMarkKind Kind, string Actor, string Subject, string Message);
