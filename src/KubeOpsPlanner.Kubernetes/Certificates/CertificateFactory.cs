using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KubeOpsPlanner.Kubernetes.Certificates;

/// <summary>Makes a certificate authority and one serving certificate of it.</summary>
internal static class CertificateFactory
{
    // Clocks of API servers may be behind ours.
    private static readonly TimeSpan ClockAllowance = TimeSpan.FromHours(1);

    /// <param name="names">DNS names and IP addresses; the first is the subject.</param>
    public static CertificatePems Create(IReadOnlyList<string> names, DateTimeOffset now, TimeSpan validity)
    {
        var notBefore = now - ClockAllowance;
        var notAfter = now + validity;
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var authority = Authority(authorityKey, notBefore, notAfter);
        using var servingKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var serving = Serving(names, servingKey, authority, notBefore, notAfter);
        // The authority's key ends here: nobody, not even a reader of the Secret, can issue another certificate.
        return new CertificatePems(
            authority.ExportCertificatePem(), serving.ExportCertificatePem(), servingKey.ExportPkcs8PrivateKeyPem());
    }

    public static TimeSpan Age(CertificatePems pems, DateTimeOffset now)
    {
        using var serving = X509Certificate2.CreateFromPem(pems.Serving);
        return now - (serving.NotBefore.ToUniversalTime() + ClockAllowance);
    }

    public static TimeSpan Left(CertificatePems pems, DateTimeOffset now)
    {
        using var serving = X509Certificate2.CreateFromPem(pems.Serving);
        return serving.NotAfter.ToUniversalTime() - now;
    }

    private static X509Certificate2 Authority(ECDsa key, DateTimeOffset notBefore, DateTimeOffset notAfter)
    {
        var request = new CertificateRequest("CN=kubeops-planner webhook authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.CreateSelfSigned(notBefore, notAfter);
    }

    private static X509Certificate2 Serving(
        IReadOnlyList<string> names, ECDsa key, X509Certificate2 authority, DateTimeOffset notBefore, DateTimeOffset notAfter)
    {
        // A common name holds 64 characters at most and nobody compares it any more.
        var request = new CertificateRequest("CN=kubeops-planner webhook", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address))
            {
                alternatives.AddIpAddress(address);
            }
            else
            {
                alternatives.AddDnsName(name);
            }
        }

        request.CertificateExtensions.Add(alternatives.Build());
        return request.Create(authority, notBefore, notAfter, RandomNumberGenerator.GetBytes(16));
    }
}

/// <param name="Authority">Its key was thrown away: every certificate has an authority of its own.</param>
internal sealed record CertificatePems(string Authority, string Serving, string ServingKey);
