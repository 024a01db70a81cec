using System.Globalization;
using System.Text;
using KubeOpsPlanner.Cli.Output;
using KubeOpsPlanner.Entities.PoolPlans;

namespace KubeOpsPlanner.Cli.Explain;

/// <summary>A plan's decision for people: what it saw, what it expects, what a replica carries, and what each limit made of that.</summary>
internal static class PlanText
{
    private const int SecondsPerMinute = 60;

    public static string Of(PlanWord plan)
    {
        var text = new StringBuilder();
        text.AppendLabelled("Plan", Headline(plan));
        text.AppendLabelled("Because", plan.Because);
        text.AppendLabelled("", plan.BudgetGranted);
        text.AppendLabelled("", plan.TargetsReachable);
        text.AppendLabelled("Seen", Seen(plan.Observed));
        if (plan.Sizing is { } sizing)
        {
            text.AppendLabelled("Expected", Expected(plan.Predicted, sizing));
            text.AppendLabelled("Demand", Demand(sizing));
            text.AppendLabelled("Carries", Carries(sizing));
            text.AppendLabelled("Needs", sizing.Raw is null ? null : $"{Replicas(sizing.Raw)}, before any limit");
        }

        if (plan.Load is { } load)
        {
            text.AppendLabelled("Engines", load.Source is null ? null : $"told by: {load.Source}");
            text.AppendLabelled("", Signals("prefill", load.Prefill));
            text.AppendLabelled("", Signals("decode", load.Decode));
            text.AppendLabelled("Floor", load.Floor is null ? null : $"{Replicas(load.Floor)}, as the forecast asks");
        }

        text.AppendLine();
        foreach (var table in new[] { Limits(plan.Load?.Limits ?? plan.Sizing?.Limits), Events(plan.Events) }.Where(table => !table.IsEmpty))
        {
            text.Append(table).AppendLine();
        }

        return text.ToString();
    }

    private static string Headline(PlanWord plan) =>
        $"{plan.Plan}: {plan.Phase ?? "not started"}"
        + (plan.Reason is null ? "" : $", {plan.Reason}")
        + (plan.Desired is null ? "" : $"; wants {Replicas(plan.Desired)}")
        + (plan.Replicas is null ? "" : $", has {Replicas(plan.Replicas)}")
        + (plan.DecidedAt is { } at ? $"; decided {Time(at)}" : "");

    private static string? Seen(ObservedTraffic? seen) => seen?.RequestsPerSecond is not { } rate ? null : Joined(
        "; ",
        $"{Number(rate)} requests/s" + Lengths(seen.Isl, seen.Osl),
        seen.TtftMs is { } ttft ? $"first token after {Number(ttft)} ms" : null,
        seen.ItlMs is { } itl ? $"{Number(itl)} ms between tokens" : null);

    private static string? Expected(PredictedTraffic? predicted, PlanSizing sizing) => predicted?.RequestsPerSecond is not { } rate ? null :
        $"{Number(rate)} requests/s"
        + (sizing is { LowerRequestsPerSecond: { } lower, UpperRequestsPerSecond: { } upper } ? $" ({Number(lower)} to {Number(upper)} in eight of ten intervals)" : "")
        + Lengths(predicted.Isl, predicted.Osl)
        + (sizing.HorizonSeconds is { } horizon ? $"; looks {Number(horizon / SecondsPerMinute)} min ahead" : "");

    private static string? Demand(PlanSizing sizing) => sizing.DemandRequestsPerSecond is not { } demand ? null :
        $"{Number(demand)} requests/s"
        + (sizing.Percentile is { } percentile ? $" for {percentile} % of the requests" : " on average")
        + (sizing.BacklogRequests is > 0 and var backlog ? $", with what {Number(backlog)} waiting requests take to drain" : "");

    private static string? Carries(PlanSizing sizing)
    {
        var carries = Joined(", ", Role("prefill", sizing.PrefillCapacity, sizing.PrefillLatencyMs, "to the first token", sizing.PrefillFactor), Role("decode", sizing.DecodeCapacity, sizing.DecodeLatencyMs, "between tokens", sizing.DecodeFactor));
        return carries.Length == 0 ? null : $"a replica carries {carries}";

        static string? Role(string role, double? capacity, double? latency, string of, double? factor) => capacity is { } rate
            ? $"{role} {Number(rate)} requests/s" + (latency is { } ms ? $" at {Number(ms)} ms {of}" : "") + (factor is { } slower ? $" (observed {Number(slower)} times the profile's latency)" : "")
            : null;
    }

    private static string? Signals(string role, EngineSignals? signals) => signals is null ? null : Joined(
        "; ",
        $"{role}: {signals.Engines} of {signals.Ready?.ToString(CultureInfo.InvariantCulture) ?? "?"} engines tell {signals.Signal}",
        signals.Worst is { } worst ? $"worst {Number(worst)}, mean {Number(signals.Mean ?? worst)}" : null,
        signals.Up is { } up ? $"grows at {Number(up)}" + (signals.Down is { } down ? $", shrinks at {Number(down)}" : "") : null,
        signals.InterceptMs is { } empty ? $"a pass takes {Number(empty)} ms, {Number(signals.WorkMs ?? 0)} more per 1000 of its work, {Number(signals.KvMs ?? 0)} per 1000 cached tokens" : null,
        $"asks for {signals.Wanted} ({signals.Reason})",
        signals.LeftOut.Count > 0 ? $"left out: {string.Join(", ", signals.LeftOut)}" : null);

    private static TextTable Limits(IReadOnlyList<SizingLimit>? limits)
    {
        var table = new TextTable("LIMIT", "FROM", "TO", "WHY");
        foreach (var limit in limits ?? []) table.Add(limit.Name, Replicas(limit.From), Replicas(limit.To), limit.Message);
        return table;
    }

    private static TextTable Events(IReadOnlyList<PlanEvent> events)
    {
        var table = new TextTable("EVENT", "TYPE", "LAST", "COUNT", "MESSAGE");
        foreach (var said in events) table.Add(said.Reason, said.Type, said.Last is { } at ? Time(at) : null, said.Count, said.Message);
        return table;
    }

    private static string Lengths(double? isl, double? osl) => isl is { } input && osl is { } output
        ? $" of {Number(input)} tokens in, {Number(output)} out"
        : "";

    private static string Replicas(PoolReplicas replicas) => Joined(
        ", ",
        replicas.Prefill is { } prefill ? $"prefill {prefill}" : null,
        replicas.Decode is { } decode ? $"decode {decode}" : null);

    private static string Joined(string separator, params IEnumerable<string?> parts) => string.Join(separator, parts.OfType<string>());

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
