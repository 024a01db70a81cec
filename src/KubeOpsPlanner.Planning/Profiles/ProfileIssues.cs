using System.Collections.Immutable;

namespace KubeOpsPlanner.Planning.Profiles;

internal sealed class ProfileIssues
{
    private readonly ImmutableArray<ProfileIssue>.Builder _issues = ImmutableArray.CreateBuilder<ProfileIssue>();

    public bool HasErrors { get; private set; }

    public void Error(string key, string rule)
    {
        HasErrors = true;
        _issues.Add(new ProfileIssue(key, $"{key}: {rule}", true));
    }

    public void Warn(string key, string rule) => _issues.Add(new ProfileIssue(key, $"{key}: {rule}", false));

    public ImmutableArray<ProfileIssue> ToImmutable() => _issues.ToImmutable();
}
