using System.Collections.Immutable;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Authorization.Rbac;

/// <summary>
/// The stored roles and bindings at one moment, found by who asks: a question looks at the bindings of the user and of
/// each group, never at all bindings.
/// </summary>
internal sealed class RbacIndex
{
    private static readonly ImmutableSortedDictionary<string, Grant> NoGrants =
        ImmutableSortedDictionary.Create<string, Grant>(StringComparer.Ordinal);

    private readonly ImmutableDictionary<RoleKey, IReadOnlyList<PolicyRule>> _roles;
    private readonly ImmutableDictionary<(string Namespace, string Name), ImmutableArray<Grant>> _bindings;
    private readonly ImmutableDictionary<Receiver, ImmutableSortedDictionary<string, Grant>> _grants;

    private RbacIndex(
        ImmutableDictionary<RoleKey, IReadOnlyList<PolicyRule>> roles,
        ImmutableDictionary<(string, string), ImmutableArray<Grant>> bindings,
        ImmutableDictionary<Receiver, ImmutableSortedDictionary<string, Grant>> grants)
    {
        _roles = roles;
        _bindings = bindings;
        _grants = grants;
    }

    public static RbacIndex Empty { get; } = new(
        ImmutableDictionary<RoleKey, IReadOnlyList<PolicyRule>>.Empty,
        ImmutableDictionary<(string, string), ImmutableArray<Grant>>.Empty,
        ImmutableDictionary<Receiver, ImmutableSortedDictionary<string, Grant>>.Empty);

    /// <summary>Null when there is no such role.</summary>
    public IReadOnlyList<PolicyRule>? RulesOf(RoleKey role) => _roles.GetValueOrDefault(role);

    /// <summary>What was granted to the user: everywhere first, then in the namespace; by the names of the bindings.</summary>
    public IEnumerable<Grant> GrantsTo(ApiUser user, string space)
    {
        foreach (var scope in space.Length == 0 ? [""] : new[] { "", space })
        {
            foreach (var grant in Grants(new Receiver(scope, IsGroup: false, user.Name)).Values)
                yield return grant;
            foreach (var group in user.Groups)
            {
                foreach (var grant in Grants(new Receiver(scope, IsGroup: true, group)).Values)
                    yield return grant;
            }
        }
    }

    public RbacIndex With(CommittedChange change)
    {
        if (change.Group != RbacResources.Group)
            return this;
        var isGone = change.Type == "DELETED";
        return change.Plural switch
        {
            RbacResources.Roles or RbacResources.ClusterRoles =>
                new RbacIndex(WithRole(new RoleKey(change.Namespace, change.Name), change, isGone), _bindings, _grants),
            RbacResources.RoleBindings or RbacResources.ClusterRoleBindings =>
                WithBinding((change.Namespace, change.Name), isGone ? [] : [.. Grant.Of(change.Object)]),
            _ => this,
        };
    }

    private ImmutableDictionary<RoleKey, IReadOnlyList<PolicyRule>> WithRole(RoleKey key, CommittedChange change, bool isGone) =>
        isGone ? _roles.Remove(key) : _roles.SetItem(key, PolicyRule.ReadAll(change.Object));

    private RbacIndex WithBinding((string Namespace, string Name) key, ImmutableArray<Grant> grants)
    {
        var all = _grants.ToBuilder();
        foreach (var old in _bindings.GetValueOrDefault(key, []))
        {
            var rest = all.GetValueOrDefault(old.Receiver, NoGrants).Remove(old.Binding);
            if (rest.IsEmpty)
                all.Remove(old.Receiver);
            else
                all[old.Receiver] = rest;
        }

        foreach (var grant in grants)
            all[grant.Receiver] = all.GetValueOrDefault(grant.Receiver, NoGrants).SetItem(grant.Binding, grant);
        return new RbacIndex(
            _roles, grants.IsEmpty ? _bindings.Remove(key) : _bindings.SetItem(key, grants), all.ToImmutable());
    }

    private ImmutableSortedDictionary<string, Grant> Grants(Receiver receiver) => _grants.GetValueOrDefault(receiver, NoGrants);
}
