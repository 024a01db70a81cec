using System.Text.Json;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Storage;

/// <summary>What objects must have as labels: from a list request (<c>app=chat,tier in (a, b),!old</c>) or a policy.</summary>
internal sealed class LabelSelector
{
    private readonly IReadOnlyList<LabelRequirement> _requirements;

    private LabelSelector(IReadOnlyList<LabelRequirement> requirements) => _requirements = requirements;

    public static LabelSelector Everything { get; } = new([]);

    public bool IsEverything => _requirements.Count == 0;

    public bool Matches(JsonElement labels) => _requirements.All(requirement => requirement.Matches(labels));

    /// <exception cref="StatusException">Not in the grammar.</exception>
    public static LabelSelector Parse(string? text) =>
        string.IsNullOrWhiteSpace(text) ? Everything : new LabelSelector(LabelSelectorParser.Parse(text));

    /// <summary>A metav1.LabelSelector: matchLabels and matchExpressions; absent or empty selects everything.</summary>
    public static LabelSelector FromObject(JsonElement selector)
    {
        var requirements = new List<LabelRequirement>();
        foreach (var label in selector.At("matchLabels").Fields())
            requirements.Add(new LabelRequirement(label.Name, LabelOperator.In, [label.Value.Text()]));
        foreach (var expression in selector.At("matchExpressions").Items())
        {
            var values = expression.At("values").Items().Select(value => value.Text()).ToList();
            requirements.Add(new LabelRequirement(expression.Text("key"), expression.Text("operator") switch
            {
                "In" => LabelOperator.In,
                "NotIn" => LabelOperator.NotIn,
                "Exists" => LabelOperator.Exists,
                _ => LabelOperator.Absent,
            }, values));
        }

        return new LabelSelector(requirements);
    }
}
