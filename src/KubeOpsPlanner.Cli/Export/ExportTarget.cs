using KubeOpsPlanner.Entities;

namespace KubeOpsPlanner.Cli.Export;

/// <summary>What is exported, as it was typed.</summary>
/// <param name="Kind">A PoolPlan or a GlobalBudget; null where nothing was typed and either will do.</param>
/// <param name="Name">Null where nothing was typed and there is only one.</param>
internal sealed record ExportTarget(string? Kind, string? Name)
{
    public static readonly string Plan = Kinds.PoolPlans.Api.Kind;
    public static readonly string Budget = Kinds.GlobalBudgets.Api.Kind;

    /// <summary>As <c>kubectl get</c> takes them.</summary>
    private static readonly (string Short, string Kind)[] Shorts = [("pplan", Plan), ("gbudget", Budget)];

    /// <param name="words"><c>chat</c>, <c>pplan/chat</c>, <c>poolplan chat</c>, <c>gbudget/fleet</c>, or none.</param>
    /// <exception cref="UserError">They name neither a plan nor a budget.</exception>
    public static ExportTarget Of(IReadOnlyList<string> words)
    {
        var parts = words.SelectMany(word => word.Split('/')).ToList();
        return parts switch
        {
            [] => new ExportTarget(null, null),
            [{ Length: > 0 } name] => new ExportTarget(Plan, name),
            [var kind, { Length: > 0 } name] when KindOf(kind) is { } known => new ExportTarget(known, name),
            _ => throw new UserError($"\"{string.Join(' ', words)}\" is neither a plan nor a budget: write for example pplan/chat or gbudget/fleet"),
        };
    }

    /// <summary>How people name an object of one of the kinds.</summary>
    public static string Word(string kind, string? name) => $"{Shorts.First(each => each.Kind == kind).Short}/{name}";

    private static string? KindOf(string word) => Shorts
        .Where(each => word.ToLowerInvariant() is var typed
            && (typed == each.Short || typed == each.Kind.ToLowerInvariant() || typed == $"{each.Kind.ToLowerInvariant()}s"))
        .Select(each => each.Kind)
        .FirstOrDefault();
}
