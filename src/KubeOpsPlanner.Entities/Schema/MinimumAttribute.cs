namespace KubeOpsPlanner.Entities.Schema;

/// <summary>The smallest number the API server stores.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MinimumAttribute(double value) : Attribute
{
    public double Value => value;

    /// <summary>The bound itself is refused too.</summary>
    public bool IsExclusive { get; init; }
}
