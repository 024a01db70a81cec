namespace KubeOpsPlanner.Entities.Schema;

/// <summary>Regular expressions that both the API server (RE2) and .NET understand.</summary>
public static class Patterns
{
    /// <summary>RFC 1123 label, at most 63 characters (namespaces).</summary>
    public const string DnsLabel = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$";

    /// <summary>RFC 1123 subdomain, at most 253 characters (names of most objects).</summary>
    public const string DnsSubdomain = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$";

    public const string Digits = "^[0-9]+$";

    public const string HttpUrl = "^https?://[^\\s]+$";
}
