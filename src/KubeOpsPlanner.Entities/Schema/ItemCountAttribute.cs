namespace KubeOpsPlanner.Entities.Schema;

/// <summary>How many items a list, or entries a map, may hold.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ItemCountAttribute(int min, int max) : Attribute
{
    public int Min => min;

    public int Max => max;
}
