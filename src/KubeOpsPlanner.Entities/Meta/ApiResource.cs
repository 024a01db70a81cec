namespace KubeOpsPlanner.Entities.Meta;

/// <summary>Where a kind lives in the Kubernetes API. The core group is the empty string.</summary>
public sealed record ApiResource(string Group, string Version, string Kind, string Plural, bool IsNamespaced)
{
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    public string Collection => Group.Length == 0 ? Plural : $"{Plural}.{Group}";
}
