using System.Diagnostics;

namespace KubeOpsPlanner.Benchmarks.Harness;

/// <summary>Times requests, in microseconds.</summary>
internal static class RoundTrips
{
    /// <summary>One client that asks again as soon as it has its answer.</summary>
    public static async Task<IReadOnlyList<double>> OneAfterAnotherAsync(Func<int, Task> ask, int warmup, int count)
    {
        var samples = new double[count];
        for (var i = 0; i < warmup + count; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await ask(i);
            if (i >= warmup)
                samples[i - warmup] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }

        return samples;
    }

    /// <summary>Requests that leave at a fixed rate whether or not earlier ones are answered, so that a stall shows in all that meet it.</summary>
    public static async Task<IReadOnlyList<double>> AtRateAsync(Func<int, Task> ask, int perSecond, int count)
    {
        var start = Stopwatch.GetTimestamp();
        var asked = new Task<double>[count];
        for (var i = 0; i < count; i++)
        {
            var early = TimeSpan.FromSeconds(i / (double)perSecond) - Stopwatch.GetElapsedTime(start);
            if (early > TimeSpan.Zero)
                await Task.Delay(early);
            asked[i] = TimeAsync(i);
        }

        return await Task.WhenAll(asked);

        async Task<double> TimeAsync(int i)
        {
            var sent = Stopwatch.GetTimestamp();
            await ask(i);
            return Stopwatch.GetElapsedTime(sent).TotalMicroseconds;
        }
    }
}
