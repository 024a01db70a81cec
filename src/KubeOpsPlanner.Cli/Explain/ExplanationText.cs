using System.Globalization;
using System.Text;
using KubeOpsPlanner.Cli.Output;

namespace KubeOpsPlanner.Cli.Explain;

/// <summary>An explanation for people.</summary>
internal static class ExplanationText
{
    public static string Of(Explanation explanation)
    {
        var text = new StringBuilder();
        foreach (var verdict in explanation.Verdicts)
        {
            text.AppendLabelled("Question", verdict.Question);
            text.AppendLabelled("Answer", Answer(verdict));
            text.AppendLabelled("Because", verdict.Message);
            text.AppendLabelled("Would pass", verdict.Remedy);
            foreach (var warning in verdict.Warnings)
            {
                text.AppendLabelled("Warning", warning);
            }

            text.AppendLine();
        }

        if (explanation.Verdicts.Count == 0)
        {
            text.AppendLabelled("About", explanation.Target);
            text.AppendLine();
        }

        foreach (var budget in explanation.Budgets)
        {
            Write(text, budget);
        }

        foreach (var plan in explanation.Plans)
        {
            text.Append(PlanText.Of(plan));
        }

        foreach (var note in explanation.Notes)
        {
            text.AppendLabelled("Note", note);
        }

        return text.ToString().TrimEnd() + "\n";
    }

    private static string Answer(Verdict verdict) => verdict.Answer switch
    {
        "yes" when verdict.Warnings.Count > 0 => "yes, with a warning",
        "later" => "not now: it could not be judged",
        "forbidden" => "no, and not by the gate",
        _ => verdict.Answer,
    };

    private static void Write(StringBuilder text, BudgetAccount budget)
    {
        var ceiling = budget.MaxGpus < 0 ? "no ceiling" : $"of {budget.MaxGpus}";
        var floor = budget.MinGpus < 0 ? "" : $", at least {budget.MinGpus}";
        text.AppendLabelled(
            "Budget",
            $"{budget.Name}: {budget.TotalGpus?.ToString(CultureInfo.InvariantCulture) ?? "?"} GPUs committed, {ceiling}{floor}; "
            + $"{budget.ReservedGpus ?? 0} of them reserved; mode {budget.Mode}");
        foreach (var condition in budget.Conditions)
        {
            text.AppendLabelled("", condition);
        }

        text.AppendLine();
        var charges = new TextTable("CHARGED TO", "GPUS");
        foreach (var charge in budget.Charges)
        {
            charges.Add(charge.Graph, charge.Gpus);
        }

        var holds = new TextTable("RESERVED FOR", "ON", "REPLICAS", "GPUS");
        foreach (var hold in budget.Reservations)
        {
            holds.Add(hold.Graph, hold.Base, hold.Replicas, hold.Gpus);
        }

        foreach (var table in new[] { charges, holds }.Where(table => !table.IsEmpty))
        {
            text.Append(table).AppendLine();
        }
    }
}
