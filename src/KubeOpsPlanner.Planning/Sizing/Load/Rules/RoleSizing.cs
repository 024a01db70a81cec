using KubeOpsPlanner.Planning.Sizing.Load.Engines;

namespace KubeOpsPlanner.Planning.Sizing.Load.Rules;

/// <summary>What one role's engines ask for under one rule.</summary>
internal static class RoleSizing
{
    /// <summary>
    /// What a queue of the moment asks for, at most: it says that replicas are missing, but not whether it will still be
    /// there when they serve. What the arrivals ask for has no such bound.
    /// </summary>
    private const int MostGrowth = 2;

    public static RoleVerdict Decide(LoadRule rule, RoleLoad role, LoadOptions options)
    {
        var known = role.Engines.Where(engine => rule.Read(engine) is not null).ToList();
        var figures = Figures(rule, role, known);
        if (role.Engines.Count == 0)
            return Hold(role, figures, SizingReason.NoEngineData, role.Stale.Count > 0 ? $"all engines fell silent: {Names(role.Stale)}" : "no engine reports its load");
        if (role.Ready is not { } ready)
            return Hold(role, figures, SizingReason.InsufficientData, "the graph does not tell how many replicas serve");
        if (known.Count == 0) return Hold(role, figures, SizingReason.InsufficientData, rule.Missing);
        if (ready == 0) return Hold(role, figures, SizingReason.ScalingInProgress, "no replica serves yet");
        if (ready > role.Current) return Hold(role, figures, SizingReason.ScalingInProgress, $"{ready} replicas serve and {role.Current} are wanted: some are leaving");

        var over = known.Count(engine => rule.IsOver(engine));
        if (rule.GrowsFor(over, known.Count)) return Grow(rule, role, ready, known, over, figures) with { IsOver = true };
        if (known.Count != ready)
            return Hold(role, figures, SizingReason.WorkerCountMismatch, $"{known.Count} engines report and {ready} replicas serve, too few to shrink on{LeftOut(role)}");
        return Shrink(rule, role, ready, known, over, figures, options);
    }

    private static RoleVerdict Grow(LoadRule rule, RoleLoad role, int ready, List<EngineLoad> known, int over, RoleFigures figures)
    {
        var seen = $"{over} of {known.Count} engines exceed {rule.Up:0.###} {rule.Signal}, the worst with {figures.Worst:0.###}";
        if (2 * known.Count < ready)
            return Hold(role, figures, SizingReason.WorkerCountMismatch, $"{seen}, but only {known.Count} of {ready} replicas report{LeftOut(role)}");

        // What waits is not shared out anew while those that were ordered for it start, or have just begun to work on it.
        var ahead = role.Outlook?.Replicas(ready) ?? 0;
        if (ready < role.Current || role.IsAnswered)
        {
            return ahead > role.Current
                ? new RoleVerdict(ahead, SizingReason.ScaleUp, $"{seen}: {Ahead(role.Outlook!, ready, ahead)}", figures)
                : Hold(role, figures, SizingReason.ScalingInProgress, $"{seen}; {InProgress(role, ready)}");
        }

        if (role is { Bursts.BurstsEnd: true, Outlook: { } outlook })
        {
            return ahead > ready
                ? new RoleVerdict(ahead, SizingReason.ScaleUp, $"{seen}: {Ahead(outlook, ready, ahead)}", figures)
                : Hold(role, figures, SizingReason.NoChange, $"{seen}; bursts of the last hour were over before replicas served, and {ready} work off the {outlook.Left(ready):0} that will wait in {outlook.ReadySeconds:0} s");
        }

        var wanted = ready + 1;
        while (wanted < MostGrowth * ready && rule.GrowsFor(known.Count(engine => rule.IsOver(engine, (double)ready / wanted)), known.Count)) wanted++;
        return ahead > wanted
            ? new RoleVerdict(ahead, SizingReason.ScaleUp, $"{seen}: {Ahead(role.Outlook!, ready, ahead)}", figures)
            : new RoleVerdict(wanted, SizingReason.ScaleUp, $"{seen}: {wanted} share the work", figures);
    }

    private static string Ahead(RoleOutlook outlook, int ready, int wanted) =>
        $"{wanted} carry {outlook.RequestsPerSecond:0.##} requests/s and the {outlook.Left(ready):0} that will wait in {outlook.ReadySeconds:0} s";

    private static string InProgress(RoleLoad role, int ready) => ready < role.Current
        ? $"{role.Current - ready} more replicas are starting"
        : "replicas that were ordered for it have begun to work on it";

    /// <summary>
    /// One replica less that serves, or as many less as are starting: the work must fit into those that stay. Where a rule for bursts was
    /// learned the floor holds what the last hour teaches, and a shrink need not feel its way down to it.
    /// </summary>
    private static RoleVerdict Shrink(LoadRule rule, RoleLoad role, int ready, List<EngineLoad> known, int over, RoleFigures figures, LoadOptions options)
    {
        var within = Within(rule, known.Count, over, figures);
        if (options.DownSensitivity <= 0) return Hold(role, figures, SizingReason.NoChange, $"{within}; loadScaling.downSensitivity 0 never shrinks");
        string? refusal = null;
        var lowest = Math.Max(1, role is { Bursts.IsLearned: true, Floor: { } floor } ? Math.Min(floor, ready - 1) : ready - 1);
        foreach (var target in Enumerable.Range(lowest, ready - lowest + 1).Where(target => target < role.Current))
        {
            var answers = known.Select(engine => rule.MayHold(engine, (double)ready / target)).ToList();
            if (answers.TrueForAll(answer => answer.IsYes))
                return new RoleVerdict(target, SizingReason.ScaleDown, $"{within}: {target} of {role.Current} replicas hold the same work", figures);

            // A busy engine makes shrinking no question; a refusal counts only where all would have had it.
            refusal = answers.Exists(answer => answer is { IsYes: false, Refusal: null }) ? refusal : answers.First(answer => answer.Refusal is not null).Refusal;
        }

        return refusal is null
            ? Hold(role, figures, SizingReason.NoChange, within)
            : Hold(role, figures, SizingReason.ScaleDownRefusedConsolidation, $"{within}, but with a replica less {refusal}");
    }

    /// <summary>Why nothing grows. An engine may be above the limit and not over it: where an idle one misses the target, replicas do not help.</summary>
    private static string Within(LoadRule rule, int known, int over, RoleFigures figures)
    {
        var limit = $"{rule.Up:0.###} {rule.Signal}";
        var worst = $"the worst has {figures.Worst:0.###}";
        return over > 0 ? $"{over} of {known} engines {(over == 1 ? "exceeds" : "exceed")} {limit}, too few to grow; {worst}"
            : figures.Worst > rule.Up ? $"{worst}, over {limit}, but an idle engine misses that already and no queue exceeds it"
            : $"no engine exceeds {limit}, {worst}";
    }

    private static RoleVerdict Hold(RoleLoad role, RoleFigures figures, SizingReason reason, string message) => new(role.Current, reason, message, figures);

    private static RoleFigures Figures(LoadRule rule, RoleLoad role, List<EngineLoad> known) => new(
        known.Count,
        role.Ready,
        rule.Signal,
        known.Count == 0 ? null : known.Max(engine => rule.Read(engine)),
        known.Count == 0 ? null : known.Average(engine => rule.Read(engine)),
        rule.Up,
        rule.Down)
    {
        LeftOut = [.. role.Stale, .. role.Engines.Except(known).Select(engine => engine.Worker)],
        Line = rule.Line,
    };

    private static string LeftOut(RoleLoad role) => role.Stale.Count == 0 ? "" : $"; silent: {Names(role.Stale)}";

    private static string Names(IReadOnlyList<string> workers) =>
        string.Join(", ", workers.Take(5)) + (workers.Count > 5 ? $" and {workers.Count - 5} more" : "");
}
