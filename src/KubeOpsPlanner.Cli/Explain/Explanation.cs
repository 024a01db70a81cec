namespace KubeOpsPlanner.Cli.Explain;

/// <summary>What is printed: the answers to the questions, and what stands behind them.</summary>
/// <param name="Target">Null for manifests.</param>
/// <param name="IsAllowed">Every question was answered with yes; true also when nothing was asked.</param>
/// <param name="Budgets">Those that govern the namespaces asked about; empty when nobody does, or when the caller may not see them.</param>
/// <param name="Notes">What could not be read, and why.</param>
internal sealed record Explanation(
    string? Target,
    bool IsAllowed,
    IReadOnlyList<Verdict> Verdicts,
    IReadOnlyList<BudgetAccount> Budgets,
    IReadOnlyList<PlanWord> Plans,
    IReadOnlyList<string> Notes);

/// <param name="Question">What would be done.</param>
/// <param name="Answer"><c>yes</c>, <c>no</c>, <c>later</c> (could not be judged now), or <c>forbidden</c> (not by the gate).</param>
/// <param name="Message">The gate's sentence; empty with a plain yes.</param>
/// <param name="Remedy">The part of the sentence that says what would pass.</param>
internal sealed record Verdict(string Question, string Answer, string Message, string? Remedy, IReadOnlyList<string> Warnings);

/// <param name="MaxGpus">-1 is no ceiling.</param>
/// <param name="Charges">Largest first, as the budget's status tells them.</param>
/// <param name="Reservations">Admitted and not yet seen, as the ledger holds them.</param>
internal sealed record BudgetAccount(
    string Name,
    string Mode,
    long MaxGpus,
    long MinGpus,
    int? TotalGpus,
    int? ReservedGpus,
    IReadOnlyList<Charge> Charges,
    IReadOnlyList<Hold> Reservations,
    IReadOnlyList<string> Conditions);

internal sealed record Charge(string Graph, int Gpus);

/// <param name="Base">The object and version on which it was admitted.</param>
/// <param name="Gpus">Null when the shape is not known.</param>
internal sealed record Hold(string Graph, string Base, string Replicas, long? Gpus);
