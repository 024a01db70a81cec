namespace KubeOpsPlanner.Operator.Controllers.GlobalBudgets;

/// <summary>When to look again although nothing may have changed in the stores: the ledger settles on its own.</summary>
public static class BudgetRequeue
{
    /// <summary>Something is on its way.</summary>
    public static readonly TimeSpan Pending = TimeSpan.FromSeconds(1);

    /// <summary>Somebody else has to move first.</summary>
    public static readonly TimeSpan Waiting = TimeSpan.FromSeconds(2);

    /// <summary>The API server refused for a reason that time alone does not mend.</summary>
    public static readonly TimeSpan Refused = TimeSpan.FromSeconds(10);

    /// <returns>Null when only a change is worth another look.</returns>
    public static TimeSpan? After(BudgetPass pass)
    {
        var (facts, decision) = (pass.Facts, pass.Decision);
        if (decision.Errors.Count > 0)
        {
            return null;
        }

        var delays = pass.Results.Select(result => result.End switch
        {
            WriteEnd.Forbidden or WriteEnd.WriteFailed => Refused,
            WriteEnd.GrantRefused => Waiting,
            WriteEnd.Throttled when result.RetryAfter > Pending => result.RetryAfter.Value,
            _ => Pending,
        }).ToList();
        if (facts.Picture is not { } picture
            || picture.ReservedGpus > 0
            || decision.Schedule.Later.Count > 0
            || facts.Graphs.Any(graph => graph.HasUnseenWrite)
            || decision.Result?.Pools.Any(pool => pool.Granted < pool.Planned) == true)
        {
            delays.Add(Pending);
        }
        else if (picture.IsRebuilding || picture.BindingGeneration != facts.Budget.Metadata.Generation || Lags(facts))
        {
            delays.Add(Waiting);
        }

        return delays.Count == 0 ? null : delays.Min();
    }

    /// <summary>The ledger has not taken in yet what the stores show.</summary>
    private static bool Lags(BudgetFacts facts)
    {
        var pictures = facts.Picture!.Graphs.ToDictionary(graph => graph.Graph);
        return facts.Graphs.Any(graph =>
            graph.Graph.Vector(graph.Adapters).TotalGpus is { } asked
            && asked != (pictures.TryGetValue(graph.Key, out var picture) ? picture.SpecGpus : 0));
    }
}
