using KubeOpsPlanner.Planning.Profiles;
using KubeOpsPlanner.Planning.Sizing.Load.Engines;

namespace KubeOpsPlanner.Planning.Sizing.Load.Latencies;

/// <summary>Forward passes that a profile lets expect, so that a pool has a line before its engines have worked. Live ones replace them.</summary>
public static class ProfilePasses
{
    /// <summary>As many as keep the shape of a curve and leave most places to live passes.</summary>
    private const int Points = 6;

    private static readonly double[] Usages = [0.1, 0.25, 0.5, 0.75, 0.9];

    /// <summary>A lone prompt takes its time to the first token.</summary>
    /// <param name="maxBatchedTokens">Longer prompts take several passes and tell nothing about one.</param>
    public static IEnumerable<ForwardPass> OfPrefill(PrefillProfile profile, double maxBatchedTokens)
    {
        var most = Math.Min(profile.MaxIsl, maxBatchedTokens);
        if (most < profile.MinIsl) yield break;
        for (var point = 0; point < Points; point++)
        {
            var isl = profile.MinIsl + ((most - profile.MinIsl) * point / (Points - 1));
            yield return new ForwardPass(isl, 0, 0, profile.TtftMs(isl) / 1000);
        }
    }

    /// <summary>A step of so many requests takes the time between two tokens.</summary>
    public static IEnumerable<ForwardPass> OfDecode(DecodeProfile profile) =>
        from context in new[] { profile.MinContextLength, profile.MaxContextLength }.Distinct()
        from usage in Usages
        let tokens = Math.Round(usage * profile.MaxKvTokens)
        select new ForwardPass(0, Math.Max(1, Math.Round(tokens / context)), tokens, profile.At(usage, context).ItlMs / 1000);
}
