using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Tables;

/// <summary>The table of a custom kind, from its additionalPrinterColumns; name and age where it declares none.</summary>
public static class CustomTable
{
    private static readonly PrinterColumn DefaultAge =
        new("Age", "date", ".metadata.creationTimestamp", TableColumn.Age.Description);

    public static TableDefinition Of(ResourceType type)
    {
        var columns = type.Columns.Count > 0 ? type.Columns : [DefaultAge];
        var paths = columns.Select(column => JsonPath.Parse(column.JsonPath)).ToArray();
        return new TableDefinition(
            [
                TableColumn.NameOfObject,
                .. columns.Select(column =>
                    new TableColumn(column.Name, column.Type, column.Priority, Description: column.Description)),
            ],
            (item, now) =>
            [
                item.Text("metadata", "name"),
                .. columns.Select((column, index) => Cell(column.Type, paths[index]?.Select(item).FirstOrDefault(), now)),
            ]);
    }

    // A value of another type than the column's stays empty; strings show whatever is there.
    private static JsonNode? Cell(string type, JsonNode? value, DateTimeOffset now)
    {
        if (value is null)
            return null;
        return (type, value.GetValueKind()) switch
        {
            ("integer", JsonValueKind.Number) => (long)value.AsValue().GetNumber(),
            ("number", JsonValueKind.Number) => value.DeepClone(),
            ("boolean", JsonValueKind.True or JsonValueKind.False) => value.DeepClone(),
            ("string", JsonValueKind.String) => value.DeepClone(),
            ("string", _) => value.ToJsonString(),
            ("date", JsonValueKind.String) => DateTimeOffset.TryParse(
                value.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
                ? HumanDuration.Format(now - time)
                : "<invalid>",
            _ => null,
        };
    }

    private static double GetNumber(this JsonValue value) =>
        double.Parse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture);
}
