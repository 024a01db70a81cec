using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.Meta;

public sealed record LabelRequirement
{
    [Describe("The label's key.")]
    [Mandatory, TextLength(1, 317)]
    public string Key { get; init; } = "";

    [Describe("In and NotIn compare with values; Exists and DoesNotExist look at the key alone.")]
    [Mandatory]
    public LabelOperator Operator { get; init; }

    [Describe("Needed with In and NotIn, refused with the others.")]
    public IReadOnlyList<string> Values { get; init; } = [];

    public bool Matches(IReadOnlyDictionary<string, string> labels)
    {
        var isThere = labels.TryGetValue(Key, out var value);
        return Operator switch
        {
            LabelOperator.In => isThere && Values.Contains(value!),
            LabelOperator.NotIn => !isThere || !Values.Contains(value!),
            LabelOperator.Exists => isThere,
            _ => !isThere,
        };
    }
}

public enum LabelOperator
{
    In,
    NotIn,
    Exists,
    DoesNotExist,
}
