using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Manifests.Yaml;

namespace KubeOpsPlanner.Cli.Import.Sources;

/// <summary>One document of what is imported.</summary>
/// <param name="File">As it was named on the command line.</param>
/// <param name="Path">Where the document stands in its own: empty, or the item of a list.</param>
internal sealed record ImportDocument(string File, JsonObject Json, LocatedDocument Located, string Path = "")
{
    public string? Kind => Json.Text("kind");

    public string? Name => Json.Text("metadata", "name");

    public string? Namespace => Json.Text("metadata", "namespace");

    /// <summary>The API group; null where there is no apiVersion.</summary>
    public string? Group => Json.Text("apiVersion")?.Split('/') switch
    {
        [var group, _] => group,
        [_] => "",
        _ => null,
    };

    public string? Version => Json.Text("apiVersion")?.Split('/')[^1];

    public bool IsDynamo(string kind) => Group == PlannerNames.DynamoGroup && Kind == kind;

    /// <summary>A path inside the document as one inside its file.</summary>
    public string Full(string path) => Path.Length == 0 ? path : path.Length == 0 ? Path : $"{Path}.{path}";

    public int Line(string path) => Located.Line(Full(path));
}
