using System.Security.Cryptography.X509Certificates;
using KubeOpsPlanner.Kubernetes.Configuration;

namespace KubeOpsPlanner.Kubernetes.Tests.Certificates;

/// <summary>A handshake as an API server judges it.</summary>
internal static class Chains
{
    /// <returns>Why a client that trusts this bundle would hang up; empty when it would not.</returns>
    public static string Complaint(X509Certificate2 serving, string bundle, DateTimeOffset now)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(PemFiles.Certificates(bundle));
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = now.UtcDateTime;
        return chain.Build(serving) ? "" : string.Join("; ", chain.ChainStatus.Select(status => status.StatusInformation));
    }
}
