using KubeOpsPlanner.Operator.Admission;
using KubeOpsPlanner.Operator.Ledger;
using KubeOpsPlanner.Operator.Options;
using KubeOpsPlanner.Operator.Tests.Ledger.Support;
using KubeOpsPlanner.Planning.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeOpsPlanner.Operator.Tests.Admission;

/// <summary>The whole gate of one replica.</summary>
internal static class GateBench
{
    public const string Operator = "system:serviceaccount:kubeops-planner-system:kubeops-planner";

    public static GateHandler Gate(ClusterInMemory cluster, Replica replica, TimeProvider time, params string[] mirrorPrincipals) =>
        Gate(cluster, replica, time, replica.Ledger, mirrorPrincipals);

    public static GateHandler Gate(
        ClusterInMemory cluster, Replica replica, TimeProvider time, ILedgerJudge ledger, params string[] mirrorPrincipals)
    {
        var options = new PlannerOptions
        {
            OperatorPrincipal = Operator,
            MirrorPrincipals = mirrorPrincipals,
            DomainClock = new ScaledTimeProvider(time, 1),
        };
        var lookups = new GateLookups(cluster, replica.Stores);
        return new GateHandler(
            ledger, lookups, new ComponentGate(lookups, options), new CallerPods(cluster),
            new BudgetReaders(cluster, time, NullLogger<BudgetReaders>.Instance),
            new OperatorIdentity(options, cluster, NullLogger<OperatorIdentity>.Instance), new DryRunLimiter(time), options, replica.Events, time);
    }
}
