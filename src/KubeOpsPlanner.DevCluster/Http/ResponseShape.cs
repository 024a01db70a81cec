using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Tables;

namespace KubeOpsPlanner.DevCluster.Http;

/// <summary>Turns what is stored into what the client asked for: itself, a Table, or metadata alone.</summary>
internal sealed class ResponseShape
{
    private readonly Representation _representation;
    private readonly TableDefinition? _table;
    private readonly string _includeObject;
    private bool _hasSentColumns;

    private ResponseShape(Representation representation, TableDefinition? table, string includeObject)
    {
        _representation = representation;
        _table = table;
        _includeObject = includeObject;
    }

    public static ResponseShape For(Representation representation, ResourceRegistry registry, ApiRequest request)
    {
        // Subresources answer with a kind of their own, which no table describes.
        var type = representation.IsTable && RequestTarget.Parse(request.Path) is { Subresource: "" } path
            ? registry.Find(path.Group, path.Version, path.Plural)
            : null;
        return new ResponseShape(
            representation,
            type is null ? null : TableDefinitions.Of(type),
            request.Query.GetValueOrDefault("includeObject", "Metadata"));
    }

    public ApiResponse Shape(ApiResponse response, DateTimeOffset now) =>
        IsStatus(response.Body) ? response : response with { Body = Shape(response.Body, now) };

    /// <summary>In a watch of Tables only the first event names the columns.</summary>
    public JsonNode Shape(WatchEvent change, DateTimeOffset now)
    {
        if (IsStatus(change.Object))
            return change.Object;
        if (_table is null)
            return Shape(change.Object, now);
        var content = change.Object.AsObject();
        if (change.Type == "BOOKMARK")
            return TableDocument.WriteBookmark(content, _table, _representation.Version);
        var table = TableDocument.Write(content, _table, _representation.Version, _includeObject, now, !_hasSentColumns);
        _hasSentColumns = true;
        return table;
    }

    private JsonNode Shape(JsonNode body, DateTimeOffset now)
    {
        if (body is not JsonObject content)
            return body;
        if (_table is not null)
            return TableDocument.Write(content, _table, _representation.Version, _includeObject, now);
        return _representation.IsPartialMetadata ? PartialMetadata.Write(content, _representation.Version) : body;
    }

    private static bool IsStatus(JsonNode body) => body is JsonObject content && Json.Text(content, "kind") == "Status" && Json.Text(content, "apiVersion") == "v1";
}
