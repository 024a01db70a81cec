namespace KubeOpsPlanner.Cli.Demo;

/// <summary>Something that a user does during the run.</summary>
/// <param name="At">When, as a share of the run.</param>
/// <param name="Actor">The user, as admission sees it.</param>
/// <param name="Subject">What is changed and how, in a few words.</param>
internal sealed record ScenarioStep(
    double At, string Actor, string Subject, Expectation Expectation, Func<CancellationToken, Task<ApiAnswer>> ActAsync);
