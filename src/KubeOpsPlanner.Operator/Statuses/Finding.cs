namespace KubeOpsPlanner.Operator.Statuses;

/// <summary>One thing that was looked at, on its way into a condition.</summary>
/// <param name="Reason">CamelCase, from a closed list.</param>
/// <param name="Message">One sentence; may be empty when all is well.</param>
public sealed record Finding(bool IsGood, string Reason, string Message)
{
    public static Finding Yes(string reason, string message = "") => new(true, reason, message);

    public static Finding No(string reason, string message) => new(false, reason, message);
}
