namespace KubeOpsPlanner.Entities.Schema;

/// <summary>What <c>kubectl explain</c> says about a field or an object.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Class)]
public sealed class DescribeAttribute(string text) : Attribute
{
    public string Text => text;
}
