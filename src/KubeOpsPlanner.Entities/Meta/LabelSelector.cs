using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.Meta;

/// <summary>metav1.LabelSelector: all parts must match; an empty selector matches everything.</summary>
public sealed record LabelSelector
{
    [Describe("Labels that must be there with exactly these values.")]
    public IReadOnlyDictionary<string, string> MatchLabels { get; init; } = new Dictionary<string, string>();

    [Describe("Further conditions on labels.")]
    public IReadOnlyList<LabelRequirement> MatchExpressions { get; init; } = [];

    public bool Matches(IReadOnlyDictionary<string, string> labels) =>
        MatchLabels.All(wanted => labels.TryGetValue(wanted.Key, out var value) && value == wanted.Value)
        && MatchExpressions.All(requirement => requirement.Matches(labels));
}
