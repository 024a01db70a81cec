namespace KubeOpsPlanner.Planning.Profiles;

/// <summary>The nearest non-decreasing sequence in the least-squares sense, by pooling adjacent violators.</summary>
internal static class IsotonicRegression
{
    public static double[] NonDecreasing(ReadOnlySpan<double> values)
    {
        var blocks = new List<(double Mean, int Size)>(values.Length);
        foreach (var value in values)
        {
            var block = (Mean: value, Size: 1);
            while (blocks.Count > 0 && blocks[^1].Mean > block.Mean)
            {
                var (mean, size) = blocks[^1];
                block = ((mean * size + block.Mean * block.Size) / (size + block.Size), size + block.Size);
                blocks.RemoveAt(blocks.Count - 1);
            }

            blocks.Add(block);
        }

        return [.. blocks.SelectMany(block => Enumerable.Repeat(block.Mean, block.Size))];
    }

    /// <summary>The largest relative change that the repair made.</summary>
    public static double LargestChange(ReadOnlySpan<double> before, ReadOnlySpan<double> after)
    {
        var largest = 0.0;
        for (var i = 0; i < before.Length; i++) largest = Math.Max(largest, Math.Abs(after[i] - before[i]) / before[i]);
        return largest;
    }
}
