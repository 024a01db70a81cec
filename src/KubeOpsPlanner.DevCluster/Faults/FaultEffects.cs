using System.Text.Json;

namespace KubeOpsPlanner.DevCluster.Faults;

/// <summary>The names of effects, and which requests each can befall.</summary>
public static class FaultEffects
{
    private static readonly string[] Reads = ["get", "list", "watch"];
    private static readonly string[] Writes = ["create", "update", "patch", "delete", "deletecollection"];

    public static IReadOnlyList<string> Names { get; } = [.. Enum.GetValues<FaultEffect>().Select(Name)];

    /// <summary>The verbs that Kubernetes authorizes; the lower-case HTTP method stands for paths that are no resource.</summary>
    public static IReadOnlyList<string> AllVerbs { get; } = [.. Reads, .. Writes];

    /// <summary>E.g. <c>lose-answer</c>.</summary>
    public static string Name(FaultEffect effect) => JsonNamingPolicy.KebabCaseLower.ConvertName(effect.ToString());

    /// <summary>Null when there is no effect of that name.</summary>
    public static FaultEffect? Find(string name) =>
        Enum.GetValues<FaultEffect>().Where(effect => Name(effect) == name).Select(effect => (FaultEffect?)effect).FirstOrDefault();

    /// <summary>What a rule of this effect may name.</summary>
    public static IReadOnlyList<string> PossibleVerbs(FaultEffect effect) => effect switch
    {
        FaultEffect.Conflict => Writes,
        FaultEffect.LoseAnswer => [.. AllVerbs.Where(verb => verb != "watch")],
        FaultEffect.StaleList => ["list"],
        FaultEffect.DropWatch or FaultEffect.StallWatch => ["watch"],
        _ => AllVerbs,
    };

    /// <summary>What a rule that names no verb matches.</summary>
    public static IReadOnlyList<string> DefaultVerbs(FaultEffect effect) => effect switch
    {
        FaultEffect.Conflict => ["update", "patch"],
        FaultEffect.Slow or FaultEffect.LoseRequest or FaultEffect.LoseAnswer => Writes,
        _ => PossibleVerbs(effect),
    };
}
