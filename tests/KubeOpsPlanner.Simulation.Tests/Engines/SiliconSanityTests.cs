using System.Globalization;
using KubeOpsPlanner.Simulation.Engines;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.Simulation.Tests.Engines;

/// <summary>
/// Against measurements of real engines. They are aggregated, so that TPOT holds a share of prefill, which is small for long
/// answers only, and TTFT some queueing: the roofline must be of the right size, and lie below rather than above.
/// </summary>
public sealed class SiliconSanityTests
{
    [SkippableFact]
    public void TheRooflineIsWithinAFactorOfTwoOfMeasuredTpot()
    {
        var profile = SyntheticProfiles.Llama8BOnH200();
        var ratios = Measured().Where(row => row.Osl >= 500).Select(row => profile.ItlMs(row.Batch, row.Batch * (row.Isl + (row.Osl / 2.0))) / row.TpotMs).ToArray();

        Assert.True(ratios.Length >= 5);
        Assert.All(ratios, ratio => Assert.InRange(ratio, 0.5, 1.5));
        Assert.InRange(ratios.Average(), 0.6, 1.2);
    }

    [SkippableFact]
    public void ALonePromptIsFasterThanMeasuredUnderLoadAndOfTheSameSize()
    {
        var profile = SyntheticProfiles.Llama8BOnH200();
        var ratios = Measured().Select(row => profile.PrefillTtftMs.Clamped(row.Isl) / row.TtftMs).ToArray();

        Assert.All(ratios, ratio => Assert.InRange(ratio, 0.3, 1.3));
    }

    private static List<(int Isl, int Osl, int Batch, double TtftMs, double TpotMs)> Measured()
    {
        var lines = File.ReadAllLines(SharedData.Require("silicon", "measured-ttft-tpot.csv"));
        var header = lines[0].Split(',');
        return
        [
            .. lines.Skip(1).Select(line => line.Split(',')).Where(cells =>
                    Cell(cells, "model_path") == "nvidia/Llama-3.1-8B-Instruct-FP8"
                    && Cell(cells, "system") == "h200_sxm" && Cell(cells, "backend") == "vllm" && Cell(cells, "tp_size") == "1")
                .Select(cells => (
                    (int)Value(cells, "isl"), (int)Value(cells, "osl"), (int)Value(cells, "batch_size"),
                    Value(cells, "silicon_ttft_ms"), Value(cells, "silicon_tpot_ms"))),
        ];

        string Cell(string[] cells, string column) => cells[Array.IndexOf(header, column)];
        double Value(string[] cells, string column) => double.Parse(Cell(cells, column), CultureInfo.InvariantCulture);
    }
}
