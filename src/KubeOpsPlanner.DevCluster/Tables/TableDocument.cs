using System.Text.Json.Nodes;

namespace KubeOpsPlanner.DevCluster.Tables;

/// <summary>Objects as <c>meta.k8s.io</c> Table. Pure.</summary>
public static class TableDocument
{
    /// <param name="body">One object, or a list with <c>items</c>.</param>
    /// <param name="includeObject">Object, Metadata or None, as the client asked (<c>?includeObject=</c>).</param>
    /// <param name="withColumns">Only the first event of a watch repeats the columns.</param>
    public static JsonObject Write(
        JsonObject body, TableDefinition definition, string version, string includeObject, DateTimeOffset now, bool withColumns = true)
    {
        var isList = body["items"] is JsonArray;
        var rows = isList ? body["items"]!.AsArray().OfType<JsonObject>() : [body];
        if (isList && includeObject == "Object")
            rows = rows.Select(item => WithKind(item, body));
        return Write(Metadata(body, isList), rows, definition, version, includeObject, now, withColumns);
    }

    /// <summary>A bookmark carries a resourceVersion and nothing to print.</summary>
    public static JsonObject WriteBookmark(JsonObject bookmark, TableDefinition definition, string version) =>
        Write(Metadata(bookmark, isList: false), [], definition, version, "None", default, withColumns: false);

    private static JsonObject Write(
        JsonObject metadata, IEnumerable<JsonObject> rows, TableDefinition definition, string version,
        string includeObject, DateTimeOffset now, bool withColumns) => new()
        {
            ["kind"] = "Table",
            ["apiVersion"] = $"meta.k8s.io/{version}",
            ["metadata"] = metadata,
            ["columnDefinitions"] = withColumns ? new JsonArray([.. definition.Columns.Select(WriteColumn)]) : null,
            ["rows"] = new JsonArray([.. rows.Select(row => WriteRow(row, definition, version, includeObject, now))]),
        };

    private static JsonObject Metadata(JsonObject body, bool isList) => isList
        ? body["metadata"]?.DeepClone().AsObject() ?? []
        : new JsonObject { ["resourceVersion"] = body.Text("metadata", "resourceVersion") };

    private static JsonObject WriteColumn(TableColumn column) => new()
    {
        ["name"] = column.Name,
        ["type"] = column.Type,
        ["format"] = column.Format,
        ["description"] = column.Description,
        ["priority"] = column.Priority,
    };

    // Items of built-in lists do not repeat what they are; alone in a row they must.
    private static JsonObject WithKind(JsonObject item, JsonObject list)
    {
        if (item.ContainsKey("kind"))
            return item;
        var kind = list.Text("kind");
        var typed = new JsonObject { ["kind"] = kind.EndsWith("List", StringComparison.Ordinal) ? kind[..^4] : kind, ["apiVersion"] = list.Text("apiVersion") };
        foreach (var (name, value) in item)
            typed[name] = value?.DeepClone();
        return typed;
    }

    private static JsonObject WriteRow(
        JsonObject row, TableDefinition definition, string version, string includeObject, DateTimeOffset now)
    {
        var written = new JsonObject { ["cells"] = new JsonArray([.. definition.Cells(row, now)]) };
        switch (includeObject)
        {
            case "Object":
                written["object"] = row.DeepClone();
                break;
            case "None":
                break;
            default:
                written["object"] = PartialMetadata.WriteOne(row, version);
                break;
        }
        return written;
    }
}
