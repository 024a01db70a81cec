using System.Globalization;
using KubeOpsPlanner.Planning.Budgeting;

namespace KubeOpsPlanner.Operator.Ledger;

/// <summary>A pool's size as a ledger spells it: replicas x GPUs per replica, with ? for what nobody knows.</summary>
internal static class PoolSizeText
{
    private const string Unknown = "?";

    public static string Write(PoolSize size) => string.Create(
        CultureInfo.InvariantCulture, $"{size.Replicas}x{size.GpusPerReplica?.ToString(CultureInfo.InvariantCulture) ?? Unknown}");

    /// <exception cref="FormatException">It is not spelled like that.</exception>
    public static PoolSize Read(string? text) =>
        text?.Split('x') is [var replicas, var gpus] && Number(replicas) is { } count && (gpus == Unknown || Number(gpus) is not null)
            ? new PoolSize(count, Number(gpus))
            : throw new FormatException($"a reservation's target is \"{text}\", which is no size like 4x2 or 4x{Unknown}");

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
