namespace KubeOpsPlanner.Entities.Validation;

/// <summary>What is wrong with one field of an object.</summary>
/// <param name="Path">As in kubectl, e.g. <c>spec.priority.pools[0].selector</c>.</param>
/// <param name="Message">A clause: the rule, the value, the remedy.</param>
public sealed record FieldError(string Path, string Message)
{
    public override string ToString() => $"{Path}: {Message}";
}
