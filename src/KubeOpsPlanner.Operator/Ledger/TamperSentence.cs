using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Operator.Ledger;

internal static class TamperSentence
{
    public static string Of(string cohort, LedgerEffect.ReportTampering report, string? manager)
    {
        var what = report.FoundSequence is { } found and >= 0
            ? $"holds sequence {found} where the API server counts write {report.ExpectedSequence}"
            : report.FoundSequence is null
                ? "was deleted"
                : "was overwritten with something that is no ledger";
        // By the time of the report a deleted ledger is there again, written by the operator itself.
        var who = manager is null || report.FoundSequence is null ? "" : $", last written by field manager \"{manager}\"";
        return $"BudgetLedger \"{cohort}\" {what}{who}: growth is denied for about 75 s while it is rebuilt from the cluster; "
            + "only the operator may write it";
    }
}
