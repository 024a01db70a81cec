using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KubeOpsPlanner.Kubernetes.Configuration;

namespace KubeOpsPlanner.Kubernetes.Client;

/// <summary>Decides whether a certificate is the API server's. A CA file is read again when it changes.</summary>
internal sealed class ServerTrust(ClusterConnection connection)
{
    private readonly Lock _lock = new();
    private X509Certificate2Collection? _authorities = connection.CertificateAuthorities;
    private DateTime _readAt;

    public bool Accepts(X509Certificate? certificate, X509Chain? presented, SslPolicyErrors errors)
    {
        if (connection.SkipTlsVerify || errors == SslPolicyErrors.None)
        {
            return true;
        }

        if (errors != SslPolicyErrors.RemoteCertificateChainErrors
            || certificate is not X509Certificate2 server
            || Authorities() is not { Count: > 0 } authorities)
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        if (presented is not null)
        {
            chain.ChainPolicy.ExtraStore.AddRange(presented.ChainPolicy.ExtraStore);
        }

        return chain.Build(server);
    }

    private X509Certificate2Collection? Authorities()
    {
        if (connection.CertificateAuthorityFile is not { } file)
        {
            return _authorities;
        }

        lock (_lock)
        {
            try
            {
                var changed = File.GetLastWriteTimeUtc(file);
                if (_authorities is null || changed != _readAt)
                {
                    _authorities = PemFiles.Certificates(File.ReadAllText(file));
                    _readAt = changed;
                }
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException)
            {
                // A file in the middle of being replaced: what was trusted a moment ago still is.
            }

            return _authorities;
        }
    }
}
