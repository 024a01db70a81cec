namespace KubeOpsPlanner.Hosting.Admission;

/// <summary>Judges one request that the API server is about to store. Runs on every replica, many at once.</summary>
public interface IAdmissionHandler
{
    /// <summary>
    /// Must answer before the webhook's timeout. An exception becomes a refusal with HTTP 500 and a reference to the
    /// log: what cannot be judged is not admitted.
    /// </summary>
    Task<AdmissionVerdict> ReviewAsync(AdmissionReview review, CancellationToken cancellationToken);
}
