using System.Text.Json.Nodes;

namespace KubeOpsPlanner.DevCluster.Tables;

/// <summary>How one kind is printed.</summary>
/// <param name="Cells">One value per column, from an object and the current time.</param>
public sealed record TableDefinition(
    IReadOnlyList<TableColumn> Columns, Func<JsonObject, DateTimeOffset, IReadOnlyList<JsonNode?>> Cells);

/// <param name="Type">integer, number, string, boolean or date.</param>
/// <param name="Priority">Above zero: shown with <c>-o wide</c> only.</param>
public sealed record TableColumn(string Name, string Type = "string", int Priority = 0, string Format = "", string Description = "")
{
    public static TableColumn NameOfObject { get; } = new("Name", Format: "name", Description: "Unique within a namespace.");

    public static TableColumn Age { get; } = new("Age", Description: "Time since the object was created.");

    public static TableColumn Wide(string name, string type = "string") => new(name, type, 1);

    public static TableColumn Integer(string name) => new(name, "integer");
}
