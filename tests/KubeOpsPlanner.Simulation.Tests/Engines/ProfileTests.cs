using System.Text.Json;
using KubeOpsPlanner.Simulation.Engines;

namespace KubeOpsPlanner.Simulation.Tests.Engines;

public sealed class ProfileTests
{
    private const string Prefill = """{"prefill_isl":[1000,2000],"prefill_ttft":[50,90],"prefill_thpt_per_gpu":[20000,22222]}""";

    private const string Decode = """
        {"x_kv_usage":[0.0,1.0,0.5],"y_context_length":[1000,1000,3000],"z_itl":[10,30,40],"z_thpt_per_gpu":[10,3333,416],"max_kv_tokens":[100000]}
        """;

    [Theory]
    [InlineData(1000, 50)]
    [InlineData(1500, 70)]
    [InlineData(3000, 130)]
    [InlineData(0, 10)]
    public void TtftIsLinearBetweenAndBeyondTheMeasuredLengths(double isl, double ttftMs) =>
        Assert.Equal(ttftMs, Read().PrefillTtftMs.Extrapolated(isl), 9);

    [Theory]
    [InlineData(0.5, 1000, 20)]
    [InlineData(2.0, 1000, 30)]
    [InlineData(0.5, 2000, 30)]
    [InlineData(0.5, 9000, 40)]
    [InlineData(0.5, 10, 20)]
    public void ItlIsLinearBetweenPointsAndHeldAtTheEdges(double usage, double context, double itlMs) =>
        Assert.Equal(itlMs, Read().DecodeItl.ItlMs(usage, context), 9);

    [Fact]
    public void KvTokensMayBeAScalarOrAListOfOne()
    {
        Assert.Equal(100_000, Read().MaxKvTokens);
        Assert.Equal(100_000, new ProfileDocuments(Prefill, Decode.Replace("[100000]", "100000")).ToEngineProfile("p").MaxKvTokens);
    }

    [Theory]
    [InlineData("prefill_isl", "isl", "prefill_raw_data.json prefill_isl: is missing")]
    [InlineData("[50,90]", "[50]", "prefill_raw_data.json prefill_ttft: has 1 values and prefill_isl has 2")]
    [InlineData("[50,90]", "[50,-1]", "prefill_raw_data.json prefill_ttft[1]: is -1")]
    [InlineData("[50,90]", "[0.050,0.090]", "prefill_raw_data.json prefill_ttft: reads like seconds")]
    [InlineData("z_itl", "itl", "decode_raw_data.json z_itl: is missing")]
    [InlineData("[100000]", "0", "decode_raw_data.json max_kv_tokens: is 0")]
    [InlineData("\"prefill_thpt_per_gpu\":[20000,22222]}", "", "prefill_raw_data.json: is not JSON at line 1")]
    public void BrokenDocumentsAreNamedInOneSentence(string text, string replacement, string reason)
    {
        var documents = new ProfileDocuments(Prefill.Replace(text, replacement), Decode.Replace(text, replacement));

        var error = Assert.Throws<FormatException>(() => documents.ToEngineProfile("p"));

        Assert.StartsWith(reason, error.Message);
    }

    [Fact]
    public void SyntheticDocumentsHaveTheUpstreamShape()
    {
        var documents = SyntheticProfiles.Documents(ModelShape.Llama8B, GpuModel.H200, gpus: 1);
        using var prefill = JsonDocument.Parse(documents.Prefill);
        using var decode = JsonDocument.Parse(documents.Decode);

        Assert.Equal(["prefill_isl", "prefill_ttft", "prefill_thpt_per_gpu"], prefill.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal(
            ["x_kv_usage", "y_context_length", "z_itl", "z_thpt_per_gpu", "max_kv_tokens"],
            decode.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Single(prefill.RootElement.EnumerateObject().Select(p => p.Value.GetArrayLength()).Distinct());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void SyntheticThroughputIsTokensPerTimeAndGpu(int gpus)
    {
        var documents = SyntheticProfiles.Documents(ModelShape.Llama8B, GpuModel.H200, gpus);
        using var prefill = JsonDocument.Parse(documents.Prefill);
        var isl = prefill.RootElement.GetProperty("prefill_isl").EnumerateArray().Select(x => x.GetDouble()).ToArray();
        var ttft = prefill.RootElement.GetProperty("prefill_ttft").EnumerateArray().Select(x => x.GetDouble()).ToArray();
        var throughput = prefill.RootElement.GetProperty("prefill_thpt_per_gpu").EnumerateArray().Select(x => x.GetDouble()).ToArray();

        Assert.All(Enumerable.Range(0, isl.Length), i => Assert.Equal(isl[i] / (ttft[i] / 1000) / gpus, throughput[i], 0.01));
    }

    /// <summary>Published by Dynamo for Llama 3.1 8B FP8 on one H200 at 3000/150: 40k prefill tokens/s at 80 ms, 10k decode tokens/s at 10 ms.</summary>
    [Fact]
    public void TheEightBillionProfileIsWithinAThirdOfThePublishedFigures()
    {
        var profile = SyntheticProfiles.Llama8BOnH200();
        var ttftMs = profile.PrefillTtftMs.Extrapolated(3000);
        var itlMs = profile.ItlMs(sequences: 100, kvTokens: 100 * 3075);

        Assert.InRange(ttftMs, 80 * 0.75, 80 * 1.33);
        Assert.InRange(3000 / ttftMs * 1000, 40_000 * 0.75, 40_000 * 1.33);
        Assert.InRange(itlMs, 10 * 0.75, 10 * 1.33);
        Assert.InRange(100 / itlMs * 1000, 10_000 * 0.75, 10_000 * 1.33);
    }

    [Fact]
    public void LargerModelsAreSlowerAndTensorParallelismIsFaster()
    {
        var small = SyntheticProfiles.Llama8BOnH200();
        var large = SyntheticProfiles.Llama70BOnH200();
        var wide = SyntheticProfiles.Create(ModelShape.Llama70B, GpuModel.H200, gpus: 4);

        Assert.True(large.PrefillTtftMs.Clamped(3000) > 3 * small.PrefillTtftMs.Clamped(3000));
        Assert.True(wide.PrefillTtftMs.Clamped(3000) < large.PrefillTtftMs.Clamped(3000));
        Assert.True(wide.ItlMs(32, 32 * 3000) < large.ItlMs(32, 32 * 3000));
        Assert.True(wide.MaxKvTokens > 2 * large.MaxKvTokens);
    }

    [Fact]
    public void AModelThatDoesNotFitIsRefused() =>
        Assert.Throws<ArgumentException>(() => SyntheticProfiles.Create(ModelShape.Llama70B with { WeightBytes = 2 }, GpuModel.H200, gpus: 1));

    private static EngineProfile Read() => new ProfileDocuments(Prefill, Decode).ToEngineProfile("p");
}
