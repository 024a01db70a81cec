using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace KubeOpsPlanner.Benchmarks.Fixtures;

/// <summary>HTTP clients that trust one private authority, as the API server trusts a webhook's <c>caBundle</c>.</summary>
internal static class TrustingClient
{
    public static HttpClient Create(string authorityPem, Version version)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPem(authorityPem);
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy },
        };
        return new HttpClient(handler) { DefaultRequestVersion = version, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
    }
}
