using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Operator.Statuses;

/// <summary>Builds the conditions of one status. A condition keeps its transition time while its status stays the same.</summary>
/// <param name="before">The conditions as they are stored.</param>
/// <param name="now">System time, in whole seconds as Kubernetes keeps it.</param>
public sealed class ConditionSet(IReadOnlyList<Condition> before, long generation, DateTimeOffset now)
{
    private readonly List<Condition> _conditions = [];

    public IReadOnlyList<Condition> All => _conditions;

    public ConditionSet True(string type, string reason, string message = "") => Add(type, "True", reason, message);

    public ConditionSet False(string type, string reason, string message) => Add(type, "False", reason, message);

    public ConditionSet Unknown(string type, string reason, string message) => Add(type, "Unknown", reason, message);

    private ConditionSet Add(string type, string status, string reason, string message)
    {
        var old = before.FirstOrDefault(condition => condition.Type == type);
        _conditions.Add(new Condition
        {
            Type = type,
            Status = status,
            Reason = reason,
            Message = message,
            ObservedGeneration = generation,
            LastTransitionTime = old?.Status == status && old.LastTransitionTime is { } since
                ? since
                : StatusTime.Of(now),
        });
        return this;
    }
}
