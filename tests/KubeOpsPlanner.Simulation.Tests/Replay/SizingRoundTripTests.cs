using System.Text.Json;
using KubeOpsPlanner.Simulation.Engines;
using KubeOpsPlanner.Simulation.Replay;
using KubeOpsPlanner.Simulation.Traces;

namespace KubeOpsPlanner.Simulation.Tests.Replay;

/// <summary>
/// Whoever sizes by the documents that the synthetic profiles emit must get pools that behave so when simulated: here by
/// the textbook rule, throughput per GPU at the target, with a third of headroom for randomness.
/// </summary>
public sealed class SizingRoundTripTests
{
    private const double Headroom = 1.35;

    [Theory]
    [InlineData("8B", 20, 3000, 150)]
    [InlineData("8B", 60, 3000, 300)]
    [InlineData("8B", 100, 1000, 500)]
    [InlineData("70B", 10, 3000, 150)]
    [InlineData("70B", 20, 2000, 400)]
    public void APoolSizedFromTheDocumentsMeetsItsTargets(string model, double requestsPerSecond, int isl, int osl)
    {
        var gpus = model == "8B" ? 1 : 2;
        var shape = model == "8B" ? ModelShape.Llama8B : ModelShape.Llama70B;
        var targets = model == "8B" ? new LatencyTargets(500, 15) : new LatencyTargets(2000, 40);
        var documents = SyntheticProfiles.Documents(shape, GpuModel.H200, gpus);
        var prefill = (int)Math.Ceiling(Headroom * requestsPerSecond * isl / (PrefillThroughput(documents, isl) * gpus));
        var decode = (int)Math.Ceiling(Headroom * requestsPerSecond * osl / (DecodeThroughput(documents, isl + (osl / 2), targets.ItlMs) * gpus));

        var sized = Play(shape, gpus, prefill, decode);
        Assert.True(sized.TtftShare > 0.97, $"{prefill} prefill workers met TTFT for {sized.TtftShare:P1}");
        Assert.True(sized.MeanItlMs <= targets.ItlMs, $"{decode} decode workers had an ITL of {sized.MeanItlMs:0.0} ms");

        // The check can fail: half of the prefill workers do not keep up.
        if (prefill > 1)
        {
            Assert.True(Play(shape, gpus, prefill / 2, decode).TtftShare < 0.9);
        }

        Attainment Play(ModelShape shape, int gpus, int prefill, int decode)
        {
            var tracker = new AttainmentTracker(targets);
            var trace = SyntheticTrace.Generate(new SyntheticTraceOptions
            {
                Duration = TimeSpan.FromMinutes(10),
                TroughRequestsPerSecond = requestsPerSecond,
                PeakRequestsPerSecond = requestsPerSecond,
                Bursts = [],
                Mixes = [new TokenMix(1, isl, 0, osl, 0)],
            });
            using var pool = new PoolSimulation(SyntheticProfiles.Create(shape, GpuModel.H200, gpus), trace, tracker);
            pool.SetReady(prefill, decode);
            pool.RunToEnd();
            return tracker.Total;
        }
    }

    private static double PrefillThroughput(ProfileDocuments documents, double isl)
    {
        using var prefill = JsonDocument.Parse(documents.Prefill);
        return Numbers(prefill, "prefill_isl").Zip(Numbers(prefill, "prefill_thpt_per_gpu")).MinBy(point => Math.Abs(point.First - isl)).Second;
    }

    private static double DecodeThroughput(ProfileDocuments documents, double context, double itlMs)
    {
        using var decode = JsonDocument.Parse(documents.Decode);
        var points = Numbers(decode, "y_context_length").Zip(Numbers(decode, "z_itl"), Numbers(decode, "z_thpt_per_gpu")).ToArray();
        var row = points.MinBy(point => Math.Abs(point.First - context)).First;
        return points.Where(point => point.First == row && point.Second <= itlMs).Max(point => point.Third);
    }

    private static double[] Numbers(JsonDocument document, string key) =>
        [.. document.RootElement.GetProperty(key).EnumerateArray().Select(number => number.GetDouble())];
}
