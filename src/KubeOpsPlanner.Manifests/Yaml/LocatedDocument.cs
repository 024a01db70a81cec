using System.Text.Json.Nodes;

namespace KubeOpsPlanner.Manifests.Yaml;

/// <summary>One document of a file, and where its parts stand there.</summary>
/// <param name="Lines">The line, from 1, of every value by its path, e.g. <c>spec.components[0].name</c>; the document's own path is empty.</param>
public sealed record LocatedDocument(JsonNode Json, IReadOnlyDictionary<string, int> Lines)
{
    /// <returns>The line of the value, or of the nearest one around it.</returns>
    public int Line(string path)
    {
        while (path.Length > 0 && !Lines.ContainsKey(path))
        {
            path = path[..Math.Max(0, path.LastIndexOfAny(['.', '[', ' ']))];
        }

        return Lines.GetValueOrDefault(path, 1);
    }
}
