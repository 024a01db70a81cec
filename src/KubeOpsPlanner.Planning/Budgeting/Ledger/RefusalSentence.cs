using System.Collections.Immutable;

namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <summary>The sentence for a change that a budget does not allow. Charges outside the caller's namespace stay unnamed.</summary>
internal static class RefusalSentence
{
    /// <summary>More would hide the numbers that matter.</summary>
    private const int NamedCharges = 10;

    public static string Of(VerdictReason reason, Refusal refusal, LedgerAudience audience) => reason switch
    {
        VerdictReason.OverlappingBudgets => Overlap(refusal),
        VerdictReason.UnknownShape => UnknownShape(refusal, audience),
        _ => OverBudget(refusal, audience),
    };

    private static string OverBudget(Refusal refusal, LedgerAudience audience)
    {
        var ceiling = $"raise spec.maxGpus to {refusal.CommittedGpus + refusal.NeededGpus}";
        var remedy = RefusalRemedy.Smallest(refusal, audience) is { } reduction ? $"lower {reduction}, or {ceiling}" : ceiling;
        return $"GlobalBudget \"{refusal.Budgets[0]}\" allows {Gpus(refusal.MaxGpus)}; {Committed(refusal, audience)} "
            + $"and this change needs {refusal.NeededGpus} more: {remedy}";
    }

    private static string Committed(Refusal refusal, LedgerAudience audience)
    {
        if (refusal.CommittedGpus == 0)
            return "none is committed";

        var named = refusal.Charges.Where(share => audience.MaySee(share.Graph)).Take(NamedCharges).ToList();
        var others = refusal.CommittedGpus - named.Sum(share => share.Gpus);
        var charges = named.Select(share => $"{share.Graph} {share.Gpus}");
        if (others > 0)
            charges = charges.Append($"others {Gpus(others)}");

        return $"{refusal.CommittedGpus} {(refusal.CommittedGpus == 1 ? "is" : "are")} committed ({string.Join(", ", charges)})";
    }

    private static string Overlap(Refusal refusal)
    {
        var names = refusal.Budgets.Select(name => $"\"{name}\"").ToImmutableArray();
        var all = $"{string.Join(", ", names[..^1])} and {names[^1]}";
        return $"GlobalBudgets {all} all govern {refusal.Graph}, so it may only shrink: "
            + $"leave namespace \"{refusal.Graph.Namespace}\" in one of them";
    }

    private static string UnknownShape(Refusal refusal, LedgerAudience audience)
    {
        var named = refusal.UnknownShapes.Where(audience.MaySee).Take(NamedCharges).Select(graph => graph.ToString()).ToList();
        var hidden = refusal.UnknownShapes.Count(graph => !audience.MaySee(graph));
        if (hidden > 0)
            named.Add($"{hidden} graph{(hidden == 1 ? "" : "s")} in other namespaces");

        return $"GlobalBudget \"{refusal.Budgets[0]}\" cannot count the GPUs of {string.Join(", ", named)}, whose GPUs per replica "
            + "are unknown, and allows no growth until it can: declare nvidia.com/gpu limits on every component with replicas";
    }

    private static string Gpus(long count) => count == 1 ? "1 GPU" : $"{count} GPUs";
}
