using System.Security.Authentication;
using KubeOpsPlanner.Kubernetes.Certificates;
using KubeOpsPlanner.Kubernetes.Configuration;
using KubeOpsPlanner.Kubernetes.Listening;

namespace KubeOpsPlanner.Kubernetes.Tests.Listening;

public sealed class ServingContextTests
{
    private WebhookIdentity? _identity;

    [Fact]
    public void The_chain_is_built_once_for_a_certificate_and_anew_for_the_next()
    {
        var serving = new ServingContext(() => _identity);
        _identity = Identity();
        var first = serving.Handshake().ServerCertificateContext;

        _identity = _identity with { AuthorityPem = "of a rotation" };
        Assert.Same(first, serving.Handshake().ServerCertificateContext);

        var next = _identity = Identity();
        Assert.Equal(next.Serving.Thumbprint, serving.Handshake().ServerCertificateContext!.TargetCertificate.Thumbprint);
    }

    [Fact]
    public void Without_a_certificate_nobody_shakes_hands() =>
        Assert.Throws<AuthenticationException>(() => new ServingContext(() => _identity).Handshake());

    private static WebhookIdentity Identity()
    {
        var pems = CertificateFactory.Create(["127.0.0.1"], DateTimeOffset.UtcNow, TimeSpan.FromDays(1));
        return new WebhookIdentity(PemFiles.CertificateWithKey(pems.Serving, pems.ServingKey), pems.Authority, "segment");
    }
}
