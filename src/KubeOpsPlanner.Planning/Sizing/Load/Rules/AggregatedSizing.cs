namespace KubeOpsPlanner.Planning.Sizing.Load.Rules;

/// <summary>Engines that do both phases grow for either and shrink only for both.</summary>
internal static class AggregatedSizing
{
    public static RoleVerdict Combine(RoleVerdict prefill, RoleVerdict decode) =>
        Choose(prefill, decode) with { IsOver = prefill.IsOver || decode.IsOver };

    private static RoleVerdict Choose(RoleVerdict prefill, RoleVerdict decode)
    {
        if (prefill.IsGrowth || decode.IsGrowth) return prefill.IsGrowth && (!decode.IsGrowth || prefill.Wanted >= decode.Wanted) ? prefill : decode;

        // A source may not see prompts at all; decode then speaks for both.
        if (prefill.Reason == SizingReason.InsufficientData) return decode;
        if (prefill.IsShrink && decode.IsShrink) return prefill.Wanted >= decode.Wanted ? prefill : decode;
        return prefill.IsShrink ? decode : prefill;
    }
}
