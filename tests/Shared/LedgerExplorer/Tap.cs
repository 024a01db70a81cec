using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Testing.LedgerExplorer;

/// <summary>Sits between the machine and its surroundings and changes nothing; a seeded bug is one that does.</summary>
internal abstract class Tap
{
    public virtual LedgerReview Review(LedgerReview review) => review;

    /// <summary>An answer that is given without asking the machine.</summary>
    public virtual LedgerVerdict? Answer(LedgerReview review) => null;

    /// <summary>What is stored instead of the cell that the machine wrote.</summary>
    public virtual LedgerCell Write(LedgerCell cell) => cell;
}

internal sealed class NoTap : Tap;
