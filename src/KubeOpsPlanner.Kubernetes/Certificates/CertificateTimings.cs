namespace KubeOpsPlanner.Kubernetes.Certificates;

/// <summary>How long webhook certificates live and how they follow each other. System time.</summary>
/// <param name="Validity">Of an authority and of the one certificate that it signs.</param>
/// <param name="RenewBefore">A successor is made when the certificate has less than this left.</param>
/// <param name="Overlap">
/// How long a successor is trusted before it is served, and its predecessor after it was served last. Must span many
/// upkeep periods, because every replica serves what it loaded last.
/// </param>
/// <param name="Upkeep">
/// Between two looks at the Secret and the webhook configurations; bounds how long a configuration that somebody changed
/// leaves the gate open. A deleted one is noticed at once.
/// </param>
internal sealed record CertificateTimings(TimeSpan Validity, TimeSpan RenewBefore, TimeSpan Overlap, TimeSpan Upkeep)
{
    public static CertificateTimings Default { get; } = new(
        Validity: TimeSpan.FromDays(365),
        RenewBefore: TimeSpan.FromDays(60),
        Overlap: TimeSpan.FromMinutes(10),
        Upkeep: TimeSpan.FromSeconds(30));
}
