namespace KubeOpsPlanner.Entities.Schema;

/// <summary>How long a string, or every item of a list of strings, may be.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TextLengthAttribute(int min, int max) : Attribute
{
    public int Min => min;

    public int Max => max;
}
