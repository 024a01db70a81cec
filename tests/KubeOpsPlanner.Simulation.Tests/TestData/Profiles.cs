using KubeOpsPlanner.Simulation.Engines;

namespace KubeOpsPlanner.Simulation.Tests.TestData;

internal static class Profiles
{
    /// <summary>An engine with round numbers: prefill at 0.1 ms a token and no fixed cost, decode at one ITL whatever the load.</summary>
    public static EngineProfile Plain(
        double prefillMsPerToken = 0.1, double fixedMs = 0, double itlMs = 10, long maxKvTokens = 1_000_000, EngineLimits? limits = null) => new()
        {
            Name = "plain",
            PrefillTtftMs = new PiecewiseLinearCurve([(0, fixedMs), (1000, fixedMs + (1000 * prefillMsPerToken))]),
            DecodeItl = new DecodeSurface([(0, 1000, itlMs)]),
            MaxKvTokens = maxKvTokens,
            Limits = limits ?? new EngineLimits(),
        };
}
