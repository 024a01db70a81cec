using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Testing.LedgerExplorer;

/// <summary>Sits between the machine and its surroundings and changes nothing; a seeded bug is one that does.</summary>
internal abstract class Tap
{
    public virtual LedgerReview Review(LedgerReview review) => review;

    /// <summary>Which budgets the gate finds for a graph.</summary>
    public virtual Governing Govern(Governing governing, int slot) => governing;

    /// <summary>What the machine is told.</summary>
    public virtual LedgerEvent Hear(LedgerEvent happened) => happened;

    /// <summary>An answer that is given without asking the machine.</summary>
    public virtual LedgerVerdict? Answer(LedgerReview review) => null;

    /// <summary>What is stored instead of the cell that the machine wrote.</summary>
    public virtual LedgerCell Write(LedgerCell cell) => cell;
}
