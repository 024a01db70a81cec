using System.Runtime.InteropServices;

namespace KubeOpsPlanner.Benchmarks.Reporting;

/// <summary>Figures mean nothing without what they were measured on.</summary>
internal static class MachineLine
{
    private const string CpuInfo = "/proc/cpuinfo";
    private const string LoadAverage = "/proc/loadavg";

    public static string Describe() =>
        $"{Processor()}, {Environment.ProcessorCount} logical cores, "
        + $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1L << 30)} GiB, "
        + $"{RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, "
        + $"{RuntimeInformation.ProcessArchitecture}{Load()}";

    /// <summary>Over the last minute; about the number of cores when nothing else runs.</summary>
    private static string Load() => File.Exists(LoadAverage) ? $", load average {File.ReadAllText(LoadAverage).Split(' ')[0]}" : "";

    private static string Processor()
    {
        var model = File.Exists(CpuInfo)
            ? File.ReadLines(CpuInfo).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return model?[(model.IndexOf(':') + 1)..].Trim() ?? "unknown processor";
    }
}
