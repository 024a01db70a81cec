using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Testing.LedgerExplorer;

/// <summary>A review that a replica has not answered.</summary>
/// <param name="Edition">Of what the replica knew about budgets when it was asked.</param>
/// <param name="IsAdvised">All budgets that govern the graph only advise.</param>
internal sealed record Ticket(TicketKind Kind, Request? Request, LedgerReview Review, int Edition = 0, bool IsAdvised = false);
