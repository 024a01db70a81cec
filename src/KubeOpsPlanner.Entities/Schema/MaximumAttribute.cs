namespace KubeOpsPlanner.Entities.Schema;

/// <summary>The largest number the API server stores.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MaximumAttribute(double value) : Attribute
{
    public double Value => value;
}
