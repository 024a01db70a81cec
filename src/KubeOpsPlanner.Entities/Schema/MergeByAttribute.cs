namespace KubeOpsPlanner.Entities.Schema;

/// <summary>
/// How server-side apply merges a list: as a set of scalars without keys, as a map where keys are named. Lists
/// without this attribute are replaced as a whole.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MergeByAttribute(params string[] keys) : Attribute
{
    public IReadOnlyList<string> Keys => keys;
}
