using System.Text.Json;
using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.BudgetLedgers;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Operator.Ledger;

/// <summary>
/// A BudgetLedger as it stands in the cluster. Whatever somebody wrote into it, reading it does not fail: a store leaves
/// out what it cannot read, and the machine would go on with the cell from before.
/// </summary>
public sealed record LedgerObject : IKubernetesObject
{
    /// <summary>No generation is so low, so the machine takes it for what it is: changed by somebody else.</summary>
    private static readonly LedgerCell Broken = LedgerCell.Blank with { Sequence = -1 };

    public static Resource<LedgerObject> Resource { get; } = new(Kinds.BudgetLedgers.Api, Read);

    public required ObjectMeta Metadata { get; init; }

    public required LedgerCell Cell { get; init; }

    public CellStamp Stamp => new(Metadata.Uid, Metadata.Generation);

    /// <summary>Why the content is not a cell; null when it is.</summary>
    public string? Problem { get; init; }

    /// <summary>The field manager that wrote last, as the API server recorded it.</summary>
    public string? LastManager { get; init; }

    public static LedgerObject Read(JsonElement json)
    {
        var metadata = KubernetesJson.ReadMeta(json);
        var manager = NewestManager(json);
        try
        {
            var spec = KubernetesJson.ReadProperty<BudgetLedgerSpec>(json, "spec") ?? throw new FormatException("spec is missing");
            return new LedgerObject { Metadata = metadata, Cell = LedgerCellJson.Read(spec), LastManager = manager };
        }
        catch (Exception error) when (error is JsonException or FormatException or ArgumentException)
        {
            return new LedgerObject { Metadata = metadata, Cell = Broken, Problem = error.Message, LastManager = manager };
        }
    }

    private static string? NewestManager(JsonElement json)
    {
        if (!json.TryGetProperty("metadata", out var metadata)
            || metadata.ValueKind != JsonValueKind.Object
            || !metadata.TryGetProperty("managedFields", out var entries)
            || entries.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        // Times are RFC 3339 in UTC to the second: their order as text is their order in time.
        return entries.EnumerateArray()
            .Where(entry => entry.ValueKind == JsonValueKind.Object)
            .Select(entry => (Time: Text(entry, "time") ?? "", Manager: Text(entry, "manager")))
            .OrderBy(entry => entry.Time, StringComparer.Ordinal)
            .LastOrDefault().Manager;
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
