using System.Globalization;

namespace KubeOpsPlanner.DevCluster.Http;

public enum WireFormat
{
    Json,
    Yaml,
}

/// <summary>How the client wants the answer, chosen from what its Accept header lists, best first.</summary>
/// <param name="As">Empty for the object as stored; else Table, PartialObjectMetadata, PartialObjectMetadataList or a discovery kind.</param>
/// <param name="Group">The API group of <paramref name="As"/>, e.g. <c>meta.k8s.io</c>.</param>
/// <param name="Version">Its version, e.g. <c>v1</c>.</param>
/// <param name="IsIndented">The client asked for <c>;pretty=1</c>.</param>
public sealed record Representation(WireFormat Format, string As, string Group, string Version, bool IsIndented)
{
    public static readonly IReadOnlyList<string> Offered = ["application/json", "application/yaml", "application/vnd.kubernetes.protobuf"];

    public static readonly Representation Plain = new(WireFormat.Json, "", "", "", false);

    public bool IsTable => As == "Table";

    public bool IsPartialMetadata => As is "PartialObjectMetadata" or "PartialObjectMetadataList";

    /// <summary>Null when nothing that the header lists can be served (406).</summary>
    /// <param name="isDiscovery">Of a path that offers aggregated discovery.</param>
    public static Representation? Choose(string accept, bool isDiscovery = false)
    {
        if (string.IsNullOrWhiteSpace(accept))
            return Plain;
        return accept.Split(',')
            .Select(clause => Read(clause, isDiscovery))
            .OfType<(Representation Choice, double Quality)>()
            .OrderByDescending(clause => clause.Quality)
            .Select(clause => clause.Choice)
            .FirstOrDefault();
    }

    private static (Representation, double)? Read(string clause, bool isDiscovery)
    {
        var parts = clause.Split(';', StringSplitOptions.TrimEntries);
        WireFormat? format = parts[0] switch
        {
            "application/json" or "*/*" => WireFormat.Json,
            "application/yaml" => WireFormat.Yaml,
            _ => null,
        };
        if (format is null)
            return null;
        var parameters = parts.Skip(1)
            .Select(part => part.Split('=', 2))
            .Where(pair => pair.Length == 2)
            .ToLookup(pair => pair[0], pair => pair[1]);
        var kind = parameters["as"].FirstOrDefault("");
        var group = parameters["g"].FirstOrDefault("");
        var version = parameters["v"].FirstOrDefault("");
        if (!IsServed(kind, group, version, isDiscovery))
            return null;
        // What is wanted least is still taken, also at zero, as the real server does.
        var quality = double.TryParse(parameters["q"].FirstOrDefault("1"), CultureInfo.InvariantCulture, out var q) ? q : 1;
        return (new Representation(format.Value, kind, group, version, parameters["pretty"].Contains("1")), quality);
    }

    private static bool IsServed(string kind, string group, string version, bool isDiscovery) => kind switch
    {
        "" => group.Length == 0 && version.Length == 0,
        "Table" or "PartialObjectMetadata" or "PartialObjectMetadataList" =>
            group == "meta.k8s.io" && version is ("v1" or "v1beta1"),
        "APIGroupDiscoveryList" => isDiscovery && group == "apidiscovery.k8s.io" && version is ("v2" or "v2beta1"),
        _ => false,
    };
}
