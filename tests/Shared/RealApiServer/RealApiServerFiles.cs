using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KubeOpsPlanner.Testing;

/// <summary>What the API server reads at its start, and the kubeconfig that leads to it.</summary>
internal static class RealApiServerFiles
{
    public const string Certificate = "apiserver.crt";
    public const string Key = "apiserver.key";
    public const string ServiceAccountKey = "service-accounts.key";
    public const string Tokens = "tokens.csv";

    public static void Write(string folder, Uri address, string kubeconfigPath)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = SelfSigned(key);
        var certificatePem = certificate.ExportCertificatePem();
        File.WriteAllText(Path.Combine(folder, Certificate), certificatePem);
        File.WriteAllText(Path.Combine(folder, Key), key.ExportPkcs8PrivateKeyPem());

        using var accounts = RSA.Create(2048);
        File.WriteAllText(Path.Combine(folder, ServiceAccountKey), accounts.ExportRSAPrivateKeyPem());
        File.WriteAllLines(
            Path.Combine(folder, Tokens),
            TestUser.All.Select(user => $"{user.Token},{user.Name},uid-of-{user.Token},\"{string.Join(',', user.Groups)}\""));
        File.WriteAllText(kubeconfigPath, TestKubeconfig.Format(address, certificatePem));
    }

    private static X509Certificate2 SelfSigned(ECDsa key)
    {
        var request = new CertificateRequest("CN=real-apiserver", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(2));
    }
}
