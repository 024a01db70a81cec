using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Kubernetes.Configuration;

namespace KubeOpsPlanner.Kubernetes.Certificates;

/// <summary>The Secret in which replicas share what they serve webhooks with.</summary>
internal sealed record WebhookSecret(ObjectMeta Metadata, IReadOnlyDictionary<string, string> Data) : IKubernetesObject
{
    private const string AuthorityEntry = "ca.crt";
    private const string ServingEntry = "tls.crt";
    private const string KeyEntry = "tls.key";
    private const string PathEntry = "path";
    private const int SegmentBytes = 16;

    // A certificate this close to its end is replaced when it is loaded.
    private static readonly TimeSpan Margin = TimeSpan.FromDays(30);

    public static ApiResource Api { get; } = new("", "v1", "Secret", "secrets", IsNamespaced: true);

    public static Resource<WebhookSecret> Resource { get; } = new(Api, Read);

    /// <param name="resourceVersion">Of the Secret to be replaced; empty for a new one.</param>
    public static JsonObject Create(ObjectKey key, IReadOnlyList<string> names, DateTimeOffset now, string resourceVersion)
    {
        var pems = CertificateFactory.Create(names, now);
        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Secret",
            ["metadata"] = new JsonObject
            {
                ["name"] = key.Name,
                ["namespace"] = key.Namespace,
                ["resourceVersion"] = resourceVersion,
                ["labels"] = new JsonObject { ["app.kubernetes.io/managed-by"] = "kubeops-planner" },
            },
            ["type"] = "Opaque",
            ["data"] = new JsonObject
            {
                [AuthorityEntry] = Base64(pems.Authority),
                [ServingEntry] = Base64(pems.Serving),
                [KeyEntry] = Base64(pems.ServingKey),
                [PathEntry] = Base64(RandomNumberGenerator.GetHexString(SegmentBytes * 2, lowercase: true)),
            },
        };
    }

    /// <summary>Null when it has to be made anew: incomplete, broken, about to expire, or for other names.</summary>
    public WebhookIdentity? ToIdentity(IReadOnlyList<string> names, DateTimeOffset now)
    {
        try
        {
            var serving = PemFiles.CertificateWithKey(Text(ServingEntry), Text(KeyEntry));
            var segment = Text(PathEntry);
            var isUsable = serving.NotAfter.ToUniversalTime() > (now + Margin).UtcDateTime
                && segment.Length == SegmentBytes * 2
                && segment.All(char.IsAsciiHexDigitLower)
                && names.All(name => serving.MatchesHostname(name, allowWildcards: false, allowCommonName: false));
            if (isUsable)
            {
                return new WebhookIdentity(serving, Text(AuthorityEntry), segment);
            }

            serving.Dispose();
            return null;
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException or FormatException or KeyNotFoundException)
        {
            return null;
        }
    }

    private string Text(string entry) => Encoding.UTF8.GetString(Convert.FromBase64String(Data[entry]));

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static WebhookSecret Read(JsonElement json) => new(
        KubernetesJson.ReadMeta(json),
        KubernetesJson.ReadProperty<Dictionary<string, string>>(json, "data") ?? []);
}
