namespace KubeOpsPlanner.Entities.Schema;

/// <summary>The API server refuses an object without this field. Everything else is optional.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MandatoryAttribute : Attribute;
