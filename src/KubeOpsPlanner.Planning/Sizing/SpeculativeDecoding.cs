namespace KubeOpsPlanner.Planning.Sizing;

/// <summary>Tokens that one decode step yields.</summary>
public static class SpeculativeDecoding
{
    /// <summary>As Dynamo's planner bounds it: 1 where nothing is guessed ahead or nobody tells, at most one more than is guessed.</summary>
    /// <param name="seen">As last seen; null where nobody tells.</param>
    /// <param name="guessed">Tokens that are guessed ahead in one step.</param>
    public static double AcceptLength(double? seen, int guessed) =>
        guessed > 0 && seen is { } length && double.IsFinite(length) ? Math.Clamp(length, 1, guessed + 1) : 1;
}
