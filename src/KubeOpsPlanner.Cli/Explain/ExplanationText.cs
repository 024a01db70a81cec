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
            Line(text, "Question", verdict.Question);
            Line(text, "Answer", Answer(verdict));
            Line(text, "Because", verdict.Message);
            Line(text, "Would pass", verdict.Remedy);
            foreach (var warning in verdict.Warnings)
            {
                Line(text, "Warning", warning);
            }

            text.AppendLine();
        }

        if (explanation.Verdicts.Count == 0)
        {
            Line(text, "About", explanation.Target);
            text.AppendLine();
        }

        foreach (var budget in explanation.Budgets)
        {
            Write(text, budget);
        }

        foreach (var plan in explanation.Plans)
        {
            Write(text, plan);
        }

        foreach (var note in explanation.Notes)
        {
            Line(text, "Note", note);
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
        Line(
            text, "Budget",
            $"{budget.Name}: {budget.TotalGpus?.ToString(CultureInfo.InvariantCulture) ?? "?"} GPUs committed, {ceiling}{floor}; "
            + $"{budget.ReservedGpus ?? 0} of them reserved; mode {budget.Mode}");
        foreach (var condition in budget.Conditions)
        {
            Line(text, "", condition);
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

    private static void Write(StringBuilder text, PlanWord plan)
    {
        Line(
            text, "Plan",
            $"{plan.Plan}: {plan.Phase ?? "not started"}"
            + (plan.Reason is null ? "" : $", {plan.Reason}")
            + (plan.Desired is null ? "" : $"; wants {plan.Desired}")
            + (plan.Replicas is null ? "" : $", has {plan.Replicas}")
            + (plan.DecidedAt is { } at ? $"; decided {at.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z" : ""));
        Line(text, "", plan.BudgetGranted);
        text.AppendLine();
    }

    private static void Line(StringBuilder text, string label, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            text.Append(label.PadRight(12)).AppendLine(value);
        }
    }
}
