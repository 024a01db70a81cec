using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KubeOpsPlanner.Kubernetes.Configuration;

internal static class PemFiles
{
    /// <exception cref="CryptographicException">There is no certificate in it, or a broken one.</exception>
    public static X509Certificate2Collection Certificates(string pem)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPem(pem);
        return certificates.Count > 0 ? certificates : throw new CryptographicException("it holds no certificate");
    }

    public static X509Certificate2 CertificateWithKey(string certificatePem, string keyPem)
    {
        using var pair = X509Certificate2.CreateFromPem(certificatePem, keyPem);
        // TLS on Windows cannot use a key that exists in memory only; a PKCS#12 round trip works everywhere.
        return X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), password: null);
    }
}
