using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KubeOpsPlanner.DevCluster.Http;

/// <summary>A certificate authority made for one run, and the serving certificate that it signed.</summary>
internal sealed class ServerCertificates : IAsyncDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    // Clocks differ; a certificate from the future helps nobody.
    private static readonly TimeSpan Backdated = TimeSpan.FromHours(1);

    private static readonly Lazy<Task> Preparing = new(() => OperatingSystem.IsLinux() ? Task.Run(ReadMachineAuthorities) : Task.CompletedTask);

    private readonly X509Certificate2 _certificate;

    private ServerCertificates(string caPem, X509Certificate2 certificate)
    {
        CaPem = caPem;
        _certificate = certificate;
        Serving = Task.Run(() => SslStreamCertificateContext.Create(certificate, null, offline: true));
    }

    public string CaPem { get; }

    /// <summary>The serving certificate with its chain; not needed until a client shakes hands.</summary>
    public Task<SslStreamCertificateContext> Serving { get; }

    /// <summary>
    /// Whoever builds a chain with OpenSSL reads all authorities that the machine trusts, once in a process: that takes longer
    /// than all else here. Begins it, so that it is done beside what comes before the first handshake.
    /// </summary>
    public static Task PrepareAsync() => Preparing.Value;

    public static ServerCertificates Create(DateTimeOffset now)
    {
        _ = PrepareAsync();
        using var caKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var caRequest = new CertificateRequest("CN=kubeopsplanner-dev-ca", caKey, HashAlgorithmName.SHA256);
        caRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        caRequest.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        caRequest.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(caRequest.PublicKey, critical: false));
        using var ca = caRequest.CreateSelfSigned(now - Backdated, now + Lifetime);
        return new ServerCertificates(ca.ExportCertificatePem(), Sign(ca, now));
    }

    public async ValueTask DisposeAsync()
    {
        await Serving.ConfigureAwait(false);
        _certificate.Dispose();
    }

    private static X509Certificate2 Sign(X509Certificate2 ca, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=kube-apiserver", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(
            new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1", "serverAuth")], critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(ca, true, false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddDnsName("kubernetes.default.svc");
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(
            ca, now - Backdated, ca.NotAfter.ToUniversalTime(), RandomNumberGenerator.GetBytes(16));
        var withKey = signed.CopyWithPrivateKey(key);
        if (OperatingSystem.IsLinux())
            return withKey;
        // TLS of other platforms needs a key that the platform holds, not one in memory alone.
        using (withKey)
            return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
    }

    private static void ReadMachineAuthorities()
    {
        using var roots = new X509Store(StoreName.Root, StoreLocation.LocalMachine);
        roots.Open(OpenFlags.ReadOnly);
        foreach (var root in roots.Certificates)
            root.Dispose();
    }
}
