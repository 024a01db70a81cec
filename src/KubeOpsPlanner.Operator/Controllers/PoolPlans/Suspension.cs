using System.Globalization;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Operator.Controllers.PoolPlans;

/// <summary>Whether people have told an object to stand still.</summary>
public static class Suspension
{
    /// <summary>True for <c>true</c>, and until the time where the annotation holds one. What cannot be read suspends: somebody meant to.</summary>
    public static bool IsActive(ObjectMeta metadata, DateTimeOffset now)
    {
        if (!metadata.Annotations.TryGetValue(PlannerNames.SuspendAnnotation, out var value))
        {
            return false;
        }

        return value switch
        {
            "false" or "" => false,
            _ when DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var until) => now < until,
            _ => true,
        };
    }
}
