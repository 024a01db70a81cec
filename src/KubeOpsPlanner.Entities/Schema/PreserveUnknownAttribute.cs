namespace KubeOpsPlanner.Entities.Schema;

/// <summary>Free-form content, kept as it was written (<c>x-kubernetes-preserve-unknown-fields</c>).</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PreserveUnknownAttribute : Attribute
{
    /// <summary>A string or a list is as welcome as an object.</summary>
    public bool AnyType { get; init; }
}
