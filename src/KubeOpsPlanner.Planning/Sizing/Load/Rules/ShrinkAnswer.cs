namespace KubeOpsPlanner.Planning.Sizing.Load.Rules;

/// <summary>What one engine says to having one replica less beside it.</summary>
/// <param name="Refusal">Why the work would not fit; null when it does, or where nobody would have asked.</param>
internal readonly record struct ShrinkAnswer(bool IsYes, string? Refusal)
{
    public static ShrinkAnswer Yes { get; } = new(true, null);

    /// <summary>Busy enough that shrinking is no question.</summary>
    public static ShrinkAnswer Busy { get; } = new(false, null);

    public static ShrinkAnswer Refused(string why) => new(false, why);
}
