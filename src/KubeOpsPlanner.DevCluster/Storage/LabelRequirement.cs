using System.Text.Json;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Storage;

internal enum LabelOperator
{
    In,
    NotIn,
    Exists,
    Absent,
    GreaterThan,
    LessThan,
}

/// <summary>One of the conditions of a selector; all of them must hold.</summary>
internal sealed record LabelRequirement(string Key, LabelOperator Operator, IReadOnlyList<string> Values)
{
    public bool Matches(JsonElement labels)
    {
        var value = labels.At(Key);
        var text = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        return Operator switch
        {
            LabelOperator.In => text is not null && Values.Contains(text),
            LabelOperator.NotIn => text is null || !Values.Contains(text),
            LabelOperator.Exists => text is not null,
            LabelOperator.Absent => text is null,
            LabelOperator.GreaterThan => Compare(text) > 0,
            _ => Compare(text) < 0,
        };
    }

    private int Compare(string? text) =>
        long.TryParse(text, out var value) && long.TryParse(Values[0], out var limit) ? value.CompareTo(limit) : 0;
}
