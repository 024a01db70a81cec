using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Sizing.Load;
using KubeOpsPlanner.Planning.Sizing.Load.Latencies;

namespace KubeOpsPlanner.Operator.Controllers.PoolPlans;

/// <summary>Carries what the load loop has learnt of the engines over a restart: their passes, from which the same lines are fitted again.</summary>
public static class LoadLearnings
{
    private const int MostPasses = 64;
    private const int NumbersPerPass = 3;

    public static PlanLearning Onto(PlanLearning learned, LoadState state) => learned with
    {
        PrefillPasses = Write(state.Prefill.Model.Summary),
        DecodePasses = Write(state.Decode.Model.Summary),
    };

    /// <summary>The state with the passes that the status tells; as it was where it tells none.</summary>
    public static LoadState Restore(LoadState state, PlanLearning? learned) => state with
    {
        Prefill = Restore(state.Prefill, learned?.PrefillPasses),
        Decode = Restore(state.Decode, learned?.DecodePasses),
    };

    private static RoleMemory Restore(RoleMemory memory, PassLearning? passes) => passes is null ? memory : memory with
    {
        Model = memory.Model.Restore(new PassSummary(
            Read(passes.Prefill), Read(passes.Decode), Read(passes.Mixed), Mean(passes.PromptTokens), Mean(passes.ContextTokens), Mean(passes.PrefillShare))),
    };

    /// <returns>Null where nothing was learned.</returns>
    private static PassLearning? Write(PassSummary summary)
    {
        var passes = new PassLearning { Prefill = Write(summary.Prefill), Decode = Write(summary.Decode), Mixed = Write(summary.Mixed) };
        return passes == new PassLearning() ? null : passes with
        {
            PromptTokens = Rounded(summary.MeanPromptTokens),
            ContextTokens = Rounded(summary.MeanContextTokens),
            PrefillShare = Rounded(summary.MeanPrefillShare),
        };
    }

    private static string? Write(ValueList<PassSample> samples) =>
        SeriesText.Write(samples.TakeLast(MostPasses).SelectMany(sample => new[] { sample.First, sample.Second, sample.Seconds }));

    /// <returns>None where somebody broke the text.</returns>
    private static ValueList<PassSample> Read(string? text) =>
        SeriesText.Read(text) is { } numbers && numbers.Count % NumbersPerPass == 0
            ? [.. numbers.Chunk(NumbersPerPass).Select(pass => new PassSample(pass[0], pass[1], pass[2])).Where(sample => sample.Seconds > 0)]
            : [];

    private static double? Mean(double? value) => value is >= 0 and < double.PositiveInfinity ? value : null;

    private static double? Rounded(double? value) => value is { } number ? Math.Round(number, 3) : null;
}
