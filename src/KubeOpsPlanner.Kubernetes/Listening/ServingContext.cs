using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using KubeOpsPlanner.Kubernetes.Certificates;

namespace KubeOpsPlanner.Kubernetes.Listening;

/// <summary>
/// The serving certificate with its chain, built once per certificate. Built at each handshake it would be most of what a
/// handshake costs, and an API server makes many: it keeps 25 idle connections to a webhook and opens more under load.
/// </summary>
/// <param name="identity">Asked at every handshake, so that a new certificate needs no restart.</param>
internal sealed class ServingContext(Func<WebhookIdentity?> identity)
{
    private Built? _built;

    /// <exception cref="AuthenticationException">There is no certificate yet; the client comes again.</exception>
    public SslServerAuthenticationOptions Handshake()
    {
        var certificate = identity()?.Serving ?? throw new AuthenticationException("There is no serving certificate yet.");
        var built = Volatile.Read(ref _built);
        if (built is null || !ReferenceEquals(built.Certificate, certificate))
        {
            built = new Built(certificate, SslStreamCertificateContext.Create(certificate, additionalCertificates: null, offline: true));
            Volatile.Write(ref _built, built);
        }

        return new SslServerAuthenticationOptions { ServerCertificateContext = built.Context };
    }

    private sealed record Built(X509Certificate2 Certificate, SslStreamCertificateContext Context);
}
