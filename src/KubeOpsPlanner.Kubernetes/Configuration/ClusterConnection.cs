using System.Security.Cryptography.X509Certificates;
using KubeOpsPlanner.Hosting.Building;

namespace KubeOpsPlanner.Kubernetes.Configuration;

/// <summary>How to reach an API server and as whom.</summary>
public sealed record ClusterConnection
{
    public required Uri Server { get; init; }

    /// <summary>Null trusts what the machine trusts.</summary>
    public X509Certificate2Collection? CertificateAuthorities { get; init; }

    /// <summary>Where the authorities were read from; read again when it changes.</summary>
    public string? CertificateAuthorityFile { get; init; }

    public bool SkipTlsVerify { get; init; }

    /// <summary>The name that the server's certificate must have, where it differs from the address.</summary>
    public string? TlsServerName { get; init; }

    public Uri? Proxy { get; init; }

    public X509Certificate2? ClientCertificate { get; init; }

    public string? Token { get; init; }

    /// <summary>Wins over <see cref="Token"/>; read again while the program runs.</summary>
    public string? TokenFile { get; init; }

    /// <summary>As whom to act; the user of the credentials must be allowed to. Null is that user itself.</summary>
    public ImpersonatedUser? Impersonated { get; init; }

    /// <summary>The namespace of the context or of the pod.</summary>
    public string Namespace { get; init; } = "default";

    /// <summary>Where all of this came from, for messages.</summary>
    public string Source { get; init; } = "";

    /// <summary>
    /// Looks where kubectl looks: the given file, KUBECONFIG, ~/.kube/config, then the pod's service account.
    /// </summary>
    /// <exception cref="OperatorHostException">Nothing usable was found; the message says what and where.</exception>
    public static ClusterConnection Load(string? kubeconfigPath, string? context) =>
        ConnectionLoader.Load(kubeconfigPath, context, ConfigurationEnvironment.OfProcess());
}
