using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.BuiltIns;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Tables;

namespace KubeOpsPlanner.DevCluster.Http;

/// <summary>Turns what is stored into what the client asked for: itself, a Table, or metadata alone.</summary>
internal sealed class ResponseShape
{
    private readonly Representation _representation;
    private readonly TableDefinition? _table;
    private readonly string _includeObject;
    private readonly ResourceType? _type;
    private bool _hasSentColumns;

    private ResponseShape(Representation representation, ResourceType? type, TableDefinition? table, string includeObject)
    {
        _representation = representation;
        _type = type;
        _table = table;
        _includeObject = includeObject;
    }

    public static ResponseShape For(Representation representation, ResourceRegistry registry, ApiRequest request)
    {
        var path = representation.As.Length > 0 ? RequestTarget.Parse(request.Path) : null;
        var type = path is null ? null : registry.Find(path.Group, path.Version, path.Plural);
        return new ResponseShape(
            representation,
            type,
            type is not null && representation.IsTable ? Table(type, path!.Subresource) : null,
            request.Query.GetValueOrDefault("includeObject", "Metadata"));
    }

    // Other subresources answer with kinds that no table describes.
    private static TableDefinition? Table(ResourceType type, string subresource) => subresource switch
    {
        "" or "status" => TableDefinitions.Of(type),
        "scale" => WorkloadTables.Scales,
        _ => null,
    };

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
        {
            RequireIncludable();
            return TableDocument.Write(content, _table, _representation.Version, _includeObject, now);
        }

        if (!_representation.IsPartialMetadata)
            return body;
        RequireSameShape(content["items"] is JsonArray);
        return PartialMetadata.Write(content, _representation.Version);
    }

    private void RequireIncludable()
    {
        if (_includeObject is not ("" or "Metadata" or "None" or "Object"))
        {
            throw StatusErrors.BadRequest(
                $"Unable to convert to Table as requested: includeObject: Invalid value: {Json.Compact(_includeObject)}: must be 'Metadata', 'Object', 'None', or empty");
        }
    }

    private void RequireSameShape(bool isList)
    {
        if (isList == (_representation.As == "PartialObjectMetadataList"))
            return;
        throw new StatusException(406, "NotAcceptable",
            $"you requested {_representation.As}, but the requested object is {(isList ? "a list" : "not a list")} ({GoType(isList)})");
    }

    // As the real server's source names what it holds.
    private string GoType(bool isList) => _type switch
    {
        { IsBuiltIn: true } type =>
            $"*{(type.Group is "" or EventForms.NewerGroup ? "core" : type.Group.Split('.')[0])}.{type.Kind}{(isList ? "List" : "")}",
        _ => isList ? "*unstructured.UnstructuredList" : "*unstructured.Unstructured",
    };

    private static bool IsStatus(JsonNode body) => body is JsonObject content && Json.Text(content, "kind") == "Status" && Json.Text(content, "apiVersion") == "v1";
}
