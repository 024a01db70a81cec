using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Kubernetes.Certificates;

/// <summary>The Secret in which replicas share what they serve webhooks with.</summary>
internal sealed record WebhookSecret(ObjectMeta Metadata, IReadOnlyDictionary<string, string> Data) : IKubernetesObject
{
    private const string PathEntry = "path";
    private const string PreviousEntry = "previous-ca.crt";
    private const int SegmentBytes = 16;

    public static ApiResource Api { get; } = new("", "v1", "Secret", "secrets", IsNamespaced: true);

    public static Resource<WebhookSecret> Resource { get; } = new(Api, Read);

    /// <summary>128 random bits.</summary>
    public static string NewPathSegment() => RandomNumberGenerator.GetHexString(SegmentBytes * 2, lowercase: true);

    /// <param name="resourceVersion">Of the Secret to be replaced; empty for a new one.</param>
    public static JsonObject Write(ObjectKey key, WebhookCredentials credentials, string resourceVersion)
    {
        var data = new JsonObject { [PathEntry] = Base64(credentials.PathSegment) };
        Add(data, "", credentials.Current);
        if (credentials.Next is { } next)
        {
            Add(data, "next-", next);
        }

        if (credentials.PreviousAuthority is { } previous)
        {
            data[PreviousEntry] = Base64(previous);
        }

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
            ["data"] = data,
        };
    }

    /// <summary>Null when it has to be made anew: incomplete, broken, expired, or for other names.</summary>
    public (WebhookCredentials Credentials, WebhookIdentity Identity)? Usable(IReadOnlyList<string> names, DateTimeOffset now)
    {
        try
        {
            var segment = Text(PathEntry);
            var isSegment = segment.Length == SegmentBytes * 2 && segment.All(char.IsAsciiHexDigitLower);
            var credentials = new WebhookCredentials(
                Pems(""),
                Data.ContainsKey("next-tls.crt") ? Pems("next-") : null,
                Data.ContainsKey(PreviousEntry) ? Text(PreviousEntry) : null,
                segment);
            return isSegment && credentials.ToIdentity(names, now) is { } identity ? (credentials, identity) : null;
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException or FormatException or KeyNotFoundException)
        {
            return null;
        }
    }

    private CertificatePems Pems(string prefix) =>
        new(Text($"{prefix}ca.crt"), Text($"{prefix}tls.crt"), Text($"{prefix}tls.key"));

    private static void Add(JsonObject data, string prefix, CertificatePems pems)
    {
        data[$"{prefix}ca.crt"] = Base64(pems.Authority);
        data[$"{prefix}tls.crt"] = Base64(pems.Serving);
        data[$"{prefix}tls.key"] = Base64(pems.ServingKey);
    }

    private string Text(string entry) => Encoding.UTF8.GetString(Convert.FromBase64String(Data[entry]));

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static WebhookSecret Read(JsonElement json) => new(
        KubernetesJson.ReadMeta(json),
        KubernetesJson.ReadProperty<Dictionary<string, string>>(json, "data") ?? []);
}
