namespace KubeOpsPlanner.Simulation.Reporting.Comparison;

/// <summary>What a comparison's report shows.</summary>
/// <param name="Subtitle">One line on what was played.</param>
/// <param name="Rows">In the order of the runs; charts over time show those of the first case.</param>
public sealed record ComparisonPage(string Title, string Subtitle, IReadOnlyList<ComparisonRow> Rows)
{
    /// <summary>Policies in the order in which they come, which gives them their colours.</summary>
    internal IReadOnlyList<string> Policies { get; } = [.. Rows.Select(row => row.Compared.Result.Policy).Distinct()];

    internal IReadOnlyList<ComparisonRow> FirstCase { get; } = [.. Rows.Where(row => row.Case == Rows[0].Case)];

    internal int ColorOf(string policy) => Policies.ToList().IndexOf(policy) % ReportStyle.SeriesColors;
}
