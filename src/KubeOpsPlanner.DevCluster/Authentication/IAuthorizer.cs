namespace KubeOpsPlanner.DevCluster.Authentication;

/// <summary>Decides what an authenticated user may do. Asked before every request and by access reviews.</summary>
public interface IAuthorizer
{
    AccessDecision Decide(AccessRequest request);
}

/// <param name="Reason">For people; may be empty.</param>
public sealed record AccessDecision(bool IsAllowed, string Reason);
