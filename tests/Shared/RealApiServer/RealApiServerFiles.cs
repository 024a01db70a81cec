using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

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
            RealApiServerUser.All.Select(user => $"{user.Token},{user.Name},uid-of-{user.Token},\"{string.Join(',', user.Groups)}\""));
        File.WriteAllText(kubeconfigPath, Kubeconfig(address, certificatePem));
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

    private static string Kubeconfig(Uri address, string authorityPem)
    {
        var text = new StringBuilder();
        text.AppendLine("apiVersion: v1").AppendLine("kind: Config").AppendLine("current-context: admin");
        text.AppendLine("clusters:").AppendLine("- name: real").AppendLine("  cluster:");
        text.AppendLine($"    server: {address}");
        text.AppendLine($"    certificate-authority-data: {Convert.ToBase64String(Encoding.UTF8.GetBytes(authorityPem))}");
        text.AppendLine("contexts:");
        foreach (var user in RealApiServerUser.All)
        {
            text.AppendLine($"- name: {user.Name}").AppendLine($"  context: {{cluster: real, user: \"{user.Name}\"}}");
        }

        text.AppendLine("users:");
        foreach (var user in RealApiServerUser.All)
        {
            text.AppendLine($"- name: {user.Name}").AppendLine($"  user: {{token: {user.Token}}}");
        }

        return text.ToString();
    }
}
