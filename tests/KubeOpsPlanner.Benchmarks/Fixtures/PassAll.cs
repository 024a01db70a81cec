using KubeOpsPlanner.Hosting.Admission;

namespace KubeOpsPlanner.Benchmarks.Fixtures;

/// <summary>Answers at once, so that what is measured is the host.</summary>
internal sealed class PassAll : IAdmissionHandler
{
    private static readonly Task<AdmissionVerdict> Answer = Task.FromResult(AdmissionVerdict.Allow());

    public Task<AdmissionVerdict> ReviewAsync(AdmissionReview review, CancellationToken cancellationToken) => Answer;
}
