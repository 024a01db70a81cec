using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using KubeOpsPlanner.Hosting.Building;

namespace KubeOpsPlanner.Kubernetes.Configuration;

/// <summary>From a context's name to a connection.</summary>
internal static class KubeconfigResolver
{
    public static ClusterConnection Resolve(KubeconfigMerge config, string? contextName)
    {
        var name = string.IsNullOrEmpty(contextName) ? config.CurrentContext : contextName;
        if (string.IsNullOrEmpty(name))
        {
            throw Broken(config, "has no current-context: pass --context or run `kubectl config use-context`");
        }

        if (!config.Contexts.TryGetValue(name, out var context))
        {
            throw Broken(config, $"has no context \"{name}\": it has {Names(config.Contexts.Keys)}");
        }

        if (context.Cluster is null || !config.Clusters.TryGetValue(context.Cluster, out var cluster))
        {
            throw Broken(config, $"has no cluster \"{context.Cluster}\", which context \"{name}\" names: it has {Names(config.Clusters.Keys)}");
        }

        UserEntry? user = null;
        if (!string.IsNullOrEmpty(context.User) && !config.Users.TryGetValue(context.User, out user))
        {
            throw Broken(config, $"has no user \"{context.User}\", which context \"{name}\" names: it has {Names(config.Users.Keys)}");
        }

        return Connect(config, name, context, cluster, user ?? new UserEntry());
    }

    private static ClusterConnection Connect(
        KubeconfigMerge config, string name, ContextEntry context, ClusterEntry cluster, UserEntry user)
    {
        RefuseUnsupported(config, context.User, user);
        if (!Uri.TryCreate(cluster.Server, UriKind.Absolute, out var server) || server.Scheme is not ("https" or "http"))
        {
            throw Broken(config, $"gives cluster \"{context.Cluster}\" the server \"{cluster.Server}\", which is not an http(s) address");
        }

        Uri? proxy = null;
        if (!string.IsNullOrEmpty(cluster.ProxyUrl) && !Uri.TryCreate(cluster.ProxyUrl, UriKind.Absolute, out proxy))
        {
            throw Broken(config, $"gives cluster \"{context.Cluster}\" the proxy-url \"{cluster.ProxyUrl}\", which is not an address");
        }

        var authority = Pem(config, cluster.CertificateAuthorityData, cluster.CertificateAuthority, "certificate-authority");
        return new ClusterConnection
        {
            Server = server,
            CertificateAuthorities = authority is null ? null : Authorities(config, context.Cluster!, authority),
            CertificateAuthorityFile = HasData(cluster.CertificateAuthorityData) ? null : cluster.CertificateAuthority,
            SkipTlsVerify = cluster.InsecureSkipTlsVerify,
            TlsServerName = string.IsNullOrEmpty(cluster.TlsServerName) ? null : cluster.TlsServerName,
            Proxy = proxy,
            ClientCertificate = ClientCertificate(config, context.User, user),
            Token = string.IsNullOrEmpty(user.Token) ? null : user.Token,
            TokenFile = string.IsNullOrEmpty(user.Token) ? Existing(config, user.TokenFile, "tokenFile") : null,
            Impersonated = string.IsNullOrEmpty(user.Impersonate) ? null : new ImpersonatedUser(user.Impersonate, user.ImpersonateGroups ?? []),
            Namespace = string.IsNullOrEmpty(context.Namespace) ? "default" : context.Namespace,
            Source = $"context \"{name}\" of {config.Source}",
        };
    }

    private static void RefuseUnsupported(KubeconfigMerge config, string? name, UserEntry user)
    {
        var unsupported = user switch
        {
            { Exec: not null } => "an exec plugin",
            { AuthProvider: not null } => "an auth-provider",
            { Username: not null } => "a user name and password",
            { Impersonate: null, ImpersonateGroups: not null } => "as-groups without as",
            _ => null,
        };
        if (unsupported is not null)
        {
            throw Broken(
                config, $"gives user \"{name}\" {unsupported}, which is not supported: use a token, a tokenFile or a client certificate");
        }
    }

    private static X509Certificate2? ClientCertificate(KubeconfigMerge config, string? name, UserEntry user)
    {
        var certificate = Pem(config, user.ClientCertificateData, user.ClientCertificate, "client-certificate");
        var key = Pem(config, user.ClientKeyData, user.ClientKey, "client-key");
        if (certificate is null && key is null)
        {
            return null;
        }

        if (certificate is null || key is null)
        {
            throw Broken(config, $"gives user \"{name}\" only one of client-certificate and client-key: both are needed");
        }

        try
        {
            return PemFiles.CertificateWithKey(certificate, key);
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            throw Broken(config, $"gives user \"{name}\" a client certificate or key that cannot be used ({error.Message})", error);
        }
    }

    private static X509Certificate2Collection Authorities(KubeconfigMerge config, string cluster, string pem)
    {
        try
        {
            return PemFiles.Certificates(pem);
        }
        catch (CryptographicException error)
        {
            throw Broken(config, $"gives cluster \"{cluster}\" a certificate authority that cannot be read ({error.Message})", error);
        }
    }

    private static string? Pem(KubeconfigMerge config, string? data, string? path, string field)
    {
        if (HasData(data))
        {
            try
            {
                return Encoding.UTF8.GetString(Convert.FromBase64String(data!));
            }
            catch (FormatException error)
            {
                throw Broken(config, $"has {field}-data that is not base64", error);
            }
        }

        try
        {
            return Existing(config, path, field) is { } file ? File.ReadAllText(file) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Broken(config, $"names the {field} {path}, which cannot be read ({error.Message})", error);
        }
    }

    private static string? Existing(KubeconfigMerge config, string? path, string field) =>
        path is null || File.Exists(path) ? path : throw Broken(config, $"names the {field} {path}, which does not exist");

    private static bool HasData(string? data) => !string.IsNullOrEmpty(data);

    private static string Names(IEnumerable<string> names) =>
        string.Join(", ", names.Order(StringComparer.Ordinal)) is { Length: > 0 } list ? list : "none";

    private static OperatorHostException Broken(KubeconfigMerge config, string what, Exception? inner = null) =>
        new($"The kubeconfig {config.Source} {what}.", inner);
}
