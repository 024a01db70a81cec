using System.Collections.Immutable;

namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <summary>The one write of this replica that is under way, and the answers that wait for it.</summary>
/// <param name="IsUnknown">The shell got no answer; only the cell can tell.</param>
internal sealed record InFlightWrite(
    LedgerTransaction Transaction,
    LedgerCell Cell,
    ulong BasedOn,
    TimeSpan SentAt,
    ImmutableArray<HeldVerdict> Held,
    bool IsUnknown = false);

internal sealed record HeldVerdict(PendingReview Pending, LedgerVerdict Verdict);
