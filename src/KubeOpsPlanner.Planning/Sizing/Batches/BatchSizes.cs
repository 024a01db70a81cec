namespace KubeOpsPlanner.Planning.Sizing.Batches;

/// <summary>Batch sizes that a search tries: all of them, or 128 evenly over the range with both ends.</summary>
public static class BatchSizes
{
    private const int Most = 128;

    public static IEnumerable<int> UpTo(int largest) => largest <= Most
        ? Enumerable.Range(1, Math.Max(0, largest))
        : Enumerable.Range(0, Most).Select(i => 1 + (int)((long)i * (largest - 1) / (Most - 1)));
}
