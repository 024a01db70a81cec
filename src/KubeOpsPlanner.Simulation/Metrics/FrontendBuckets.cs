namespace KubeOpsPlanner.Simulation.Metrics;

/// <summary>Upper bounds of a frontend's histograms.</summary>
internal static class FrontendBuckets
{
    public static readonly double[] TtftSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2.5, 5, 10, 30, 60, 120, 300];
    public static readonly double[] ItlSeconds = [0.001, 0.0025, 0.005, 0.0075, 0.01, 0.015, 0.02, 0.025, 0.03, 0.04, 0.05, 0.075, 0.1, 0.25, 0.5, 1];
    public static readonly double[] DurationSeconds = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40, 80, 160, 320, 640];
    public static readonly double[] InputTokens = [50, 100, 250, 500, 1000, 2000, 4000, 8000, 16_000, 32_000, 64_000, 128_000];
    public static readonly double[] OutputTokens = [10, 25, 50, 100, 250, 500, 1000, 2000, 4000, 8000, 16_000];
}
