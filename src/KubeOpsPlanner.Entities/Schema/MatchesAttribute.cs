namespace KubeOpsPlanner.Entities.Schema;

/// <summary>A regular expression (RE2) that a string, or every item of a list of strings, matches.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MatchesAttribute(string pattern) : Attribute
{
    public string Pattern => pattern;
}
