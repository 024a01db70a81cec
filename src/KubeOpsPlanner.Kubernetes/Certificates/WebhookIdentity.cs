using System.Security.Cryptography.X509Certificates;

namespace KubeOpsPlanner.Kubernetes.Certificates;

/// <summary>What all replicas serve webhooks with.</summary>
/// <param name="Serving">With its private key.</param>
/// <param name="AuthorityPem">What the API server has to trust; the caBundle, of several authorities during a rotation.</param>
/// <param name="PathSegment">128 random bits in hexadecimal: only who may read webhook configurations knows the address.</param>
internal sealed record WebhookIdentity(X509Certificate2 Serving, string AuthorityPem, string PathSegment);
