using KubeOpsPlanner.DevCluster.Authentication;
using KubeOpsPlanner.Hosting.Building;

namespace KubeOpsPlanner.Cli.Dev;

/// <summary>The users of one run. The budget binds all of them, the cluster administrator included.</summary>
internal sealed class LocalUsers
{
    private static readonly OperatorHostOptions Operator = new();

    /// <summary>Whoever types kubectl.</summary>
    public LocalUser Admin { get; } = LocalUser.Person("dev-admin", WellKnownUsers.Masters);

    public LocalUser Planner { get; } = LocalUser.ServiceAccount(Operator.Namespace, Operator.Name);

    /// <summary>The stand-in Dynamo operator, which writes adapters' replicas into graphs.</summary>
    public LocalUser Dynamo { get; } = LocalUser.ServiceAccount(LocalNamespaces.Dynamo, "dynamo-operator");

    public LocalUser Autoscaler { get; } = LocalUser.ServiceAccount("kube-system", "horizontal-pod-autoscaler");

    /// <summary>Deploys into a namespace that the budget governs but nobody manages.</summary>
    public LocalUser Tenant { get; } = LocalUser.ServiceAccount(LocalNamespaces.Tenant, "deployer");

    /// <summary>Those that a person may act as.</summary>
    public IReadOnlyList<LocalUser> People => [Admin, Tenant, Autoscaler];

    public IReadOnlyList<LocalUser> Components => [Planner, Dynamo];

    public IEnumerable<LocalUser> All => People.Concat(Components);
}
