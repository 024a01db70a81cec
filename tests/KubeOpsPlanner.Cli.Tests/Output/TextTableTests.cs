using KubeOpsPlanner.Cli.Output;

namespace KubeOpsPlanner.Cli.Tests.Output;

public sealed class TextTableTests
{
    [Fact]
    public void Columns_line_up_and_what_is_missing_is_a_dash()
    {
        var table = new TextTable("POOL", "GPUS", "REASON");
        Assert.True(table.IsEmpty);
        table.Add("inference/chat/decode", 12, null);
        table.Add("a/b/c", null, "GpuBudget");

        Assert.Equal(
            ["POOL                    GPUS   REASON", "inference/chat/decode   12     -", "a/b/c                   -      GpuBudget"],
            table.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        Assert.Throws<ArgumentException>(() => table.Add("too few"));
    }
}
