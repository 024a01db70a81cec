using KubeOpsPlanner.Planning.Budgeting;
using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Testing.LedgerExplorer;

/// <summary>
/// The most GPUs that a graph can come to hold: of its own state and those claimed for it one will be in force, and each
/// adapter may reach the largest size claimed for it. Counted apart from the machine, which it checks.
/// </summary>
internal static class Reach
{
    public static int Of(int slot, Pools? stored, int observedGpus, int adapterReplicas, List<Claim> claims)
    {
        var reach = adapterReplicas;
        foreach (var claim in claims)
        {
            if (claim.Slot == slot && claim.Kind == GovernedKind.Adapter)
                reach = Math.Max(reach, claim.Pools.Decode);
        }

        var gpus = Math.Max(observedGpus, stored?.GpusWith(reach) ?? 0);
        foreach (var claim in claims)
        {
            if (claim.Slot == slot && claim.Kind == GovernedKind.Graph)
                gpus = Math.Max(gpus, claim.Pools.GpusWith(reach));
        }

        return gpus;
    }

    /// <summary>What the component of the slot is charged by itself.</summary>
    public static int OfComponent(int slot, LedgerState state) =>
        state.View[Names.Components[slot]].Facts is { } facts ? Pools.Of(facts.Spec).GpusWith(0) : 0;

    /// <summary>As far as a machine's view and the cell that it knows go.</summary>
    public static int Of(int slot, LedgerState state)
    {
        var id = Names.Graphs[slot];
        var claims = new List<Claim>();
        foreach (var held in state.Cell?.Reservations ?? [])
        {
            if (held.Graph == id)
                claims.Add(new Claim(slot, held.Base.Kind, Pools.Of(held.Target)));
        }

        var record = state.View[id];
        var replicas = 0;
        foreach (var adapter in record.Adapters.Values)
            replicas = Math.Max(replicas, adapter.Replicas);

        return Of(slot, record.Facts is { } facts ? Pools.Of(facts.Spec) : null, (int)(record.Facts?.Observed.KnownGpus ?? 0), replicas, claims);
    }
}
