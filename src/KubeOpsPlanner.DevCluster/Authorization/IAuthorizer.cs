using KubeOpsPlanner.DevCluster.Authorization.Rbac;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Authorization;

/// <summary>Decides what a user may do. Asked before every request and by access reviews; must not block.</summary>
public interface IAuthorizer
{
    AccessDecision Decide(AccessRequest request);

    /// <summary>Everything that the user may do in a namespace, which is what <c>kubectl auth can-i --list</c> shows.</summary>
    UserRules RulesOf(ApiUser user, string space);

    /// <summary>Objects that must exist before the first request, with the collections that they go to.</summary>
    IEnumerable<InitialObject> InitialObjects { get; }
}

/// <param name="Reason">For people; may be empty.</param>
public sealed record AccessDecision(bool IsAllowed, string Reason);

/// <param name="Error">What could not be evaluated, e.g. a binding to a role that does not exist; empty when nothing.</param>
public sealed record UserRules(IReadOnlyList<PolicyRule> Rules, string Error);
