using System.Collections.Immutable;

namespace KubeOpsPlanner.Planning.Profiles;

/// <param name="Profile">Null when any issue is an error.</param>
public sealed record ProfileReadResult(EngineProfile? Profile, ImmutableArray<ProfileIssue> Issues)
{
    public IEnumerable<ProfileIssue> Errors => Issues.Where(issue => issue.IsError);

    public IEnumerable<ProfileIssue> Warnings => Issues.Where(issue => !issue.IsError);
}
