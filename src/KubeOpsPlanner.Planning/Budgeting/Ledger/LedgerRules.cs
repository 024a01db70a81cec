using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("KubeOpsPlanner.Planning.Tests")]

namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <summary>The bounds of the ledger. All times are system time and never scaled.</summary>
public sealed record LedgerRules
{
    public static readonly LedgerRules Default = new();

    /// <summary>How long a decision waits for the stores before it reads live.</summary>
    public TimeSpan StoreWait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Every review is answered within this; the webhook's own timeout must be longer.</summary>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The API server's 60 s request limit and 15 s more: no request that was admitted earlier is still alive.</summary>
    public TimeSpan Overdue { get; init; } = TimeSpan.FromSeconds(75);

    /// <summary>
    /// For how long an answer may rest on a cell alone that was then the stored one: less by the API server's request
    /// limit than <see cref="Overdue"/>, so that what it allows is over before a lost ledger is rebuilt.
    /// </summary>
    public TimeSpan CellProof { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Between tries of a read that failed.</summary>
    public TimeSpan ReadRetry { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Between tries of a fence that failed; nobody waits for it.</summary>
    public TimeSpan RepairRetry { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// After another replica's write, how long this one leaves room for more of them: every write makes the others lose
    /// theirs, and a replica that writes again at once would always be first.
    /// </summary>
    public TimeSpan SharedFor { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Between two writes of this replica while others write too, at least; a slow server makes it longer, another
    /// replica's write ends it. Whoever lost has to read the ledger and write again before the winner does.
    /// </summary>
    public TimeSpan WritePause { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>The pause in terms of how long the write before it took: a conflict, a read and a write of a replica that is twice as slow.</summary>
    public double WritePauseFactor { get; init; } = 6;

    public TimeSpan LongestWritePause { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a settlement waits for a verdict's write to go with, while others write too; nobody waits for it.</summary>
    public TimeSpan SettlementPause { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Lost writes after which a review is sent away to ask again.</summary>
    public int WriteAttempts { get; init; } = 10;

    /// <summary>A creation cannot be checked against a stored object, so a forger could fill the ledger with them.</summary>
    public int OpenCreationsPerNamespace { get; init; } = 32;

    /// <summary>Keeps the cell at a size that the API server writes quickly.</summary>
    public int OpenReservations { get; init; } = 256;

    /// <summary>How many writers' last transactions the cell remembers; at least the number of replicas.</summary>
    public int RememberedWriters { get; init; } = 8;

    /// <summary>Largest holders that a refusal lists.</summary>
    public int ListedCharges { get; init; } = 100;

    /// <summary>The safety rules one by one, so that the explorer can show that each of them is needed.</summary>
    internal bool WaitsForWatermark { get; init; } = true;

    internal bool ComparesAndSets { get; init; } = true;

    internal bool AnswersAfterDurable { get; init; } = true;

    internal bool FencesOverdue { get; init; } = true;
}
