using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Authentication;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Authorization.Rbac;

/// <summary>
/// Role-based access control from what is stored in a core: follows every change of a role or binding as it becomes
/// durable, and refuses those that would give their writer more than they have.
/// </summary>
public sealed class RbacAuthorizer : IAuthorizer
{
    private readonly EscalationCheck _escalation;
    private volatile RbacIndex _index = RbacIndex.Empty;

    private RbacAuthorizer() => _escalation = new EscalationCheck(this);

    public IEnumerable<InitialObject> InitialObjects => BootstrapPolicy.Objects;

    internal RbacIndex Index => _index;

    /// <param name="core">May already hold roles and bindings; there is no way to detach from it.</param>
    /// <param name="now">For the requests that read what is stored.</param>
    public static RbacAuthorizer Attach(ApiServerCore core, DateTimeOffset now)
    {
        var authorizer = new RbacAuthorizer();
        core.Committed += authorizer.Follow;
        core.Writing += authorizer._escalation.Check;
        foreach (var change in Stored(core, now))
            authorizer.Follow(change);
        return authorizer;
    }

    public AccessDecision Decide(AccessRequest request)
    {
        if (request.User.Groups.Contains(WellKnownUsers.Masters))
            return new AccessDecision(true, "");
        var index = _index;
        var missing = new List<string>();
        foreach (var grant in index.GrantsTo(request.User, request.Namespace))
        {
            if (index.RulesOf(grant.Role) is not { } rules)
                missing.Add(grant.Role.NotFoundInDecision);
            else if (rules.Any(rule => rule.Allows(request)))
                return new AccessDecision(true, grant.Reason);
        }

        return new AccessDecision(false, missing.Count == 0 ? "" : $"RBAC: {Join(missing)}");
    }

    public UserRules RulesOf(ApiUser user, string space)
    {
        var index = _index;
        var (rules, missing) = (new List<PolicyRule>(), new List<string>());
        var seen = new HashSet<(string, RoleKey)>();
        // A binding that names the user and one of their groups grants its role once.
        foreach (var grant in index.GrantsTo(user, space).Where(grant => seen.Add((grant.Receiver.Namespace + "/" + grant.Binding, grant.Role))))
        {
            if (index.RulesOf(grant.Role) is { } found)
                rules.AddRange(found);
            else
                missing.Add(grant.Role.NotFoundInDecision);
        }

        return new UserRules(rules, Join(missing));
    }

    private void Follow(CommittedChange change) => _index = _index.With(change);

    private static IEnumerable<CommittedChange> Stored(ApiServerCore core, DateTimeOffset now)
    {
        foreach (var plural in RbacResources.All)
        {
            var request = new ApiRequest { Method = "GET", Path = RbacResources.Path(plural), User = WellKnownUsers.ApiServer };
            if (core.Handle(request, now) is not ApiResponse { Code: 200, Body: JsonObject list })
                continue;
            foreach (var item in list["items"].Items().OfType<JsonObject>())
            {
                yield return new CommittedChange(
                    0, "ADDED", RbacResources.Group, plural, item.Text("metadata", "namespace"), item.Text("metadata", "name"), Json.Freeze(item));
            }
        }
    }

    private static string Join(IReadOnlyList<string> errors) => errors.Count switch
    {
        0 => "",
        1 => errors[0],
        _ => $"[{string.Join(", ", errors.Distinct())}]",
    };
}
