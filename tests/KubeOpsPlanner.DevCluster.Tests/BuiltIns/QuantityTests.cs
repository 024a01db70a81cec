using KubeOpsPlanner.DevCluster.BuiltIns.Quantities;

namespace KubeOpsPlanner.DevCluster.Tests.BuiltIns;

/// <summary>How quantities are written is in the recorded conversations; here is how they compare, and what no server may choke on.</summary>
public sealed class QuantityTests
{
    [Theory]
    [InlineData("1", "1000m", 0)]
    [InlineData("1Gi", "1024Mi", 0)]
    [InlineData("1Gi", "1G", 1)]
    [InlineData("0.5", "501m", -1)]
    [InlineData("1e3", "1k", 0)]
    [InlineData("0", "-0", 0)]
    [InlineData("-1", "1", -1)]
    [InlineData("-2", "-1", -1)]
    [InlineData("-1", "0", -1)]
    [InlineData("9E", "8Ei", -1)]
    [InlineData("1e999999", "1e999998", 1)]
    [InlineData("1e999999", "10e999998", 0)]
    public void Amounts_compare_whatever_they_are_written_as(string left, string right, int order)
    {
        Assert.Equal(order, Quantity.Parse(left).CompareTo(Quantity.Parse(right)));
        Assert.Equal(-order, Quantity.Parse(right).CompareTo(Quantity.Parse(left)));
    }

    [Theory]
    [InlineData("1.5", false)]
    [InlineData("1.0", true)]
    [InlineData("1e999999", true)]
    [InlineData("1e-999999", false)]
    public void Whole_devices_are_told_from_parts(string text, bool isWhole) => Assert.Equal(isWhole, Quantity.Parse(text).IsWhole);

    [Fact]
    public void Numbers_that_nobody_means_are_refused_before_they_cost_anything()
    {
        Assert.Throws<FormatException>(() => Quantity.Parse(new string('1', 3_000_000)));
        Assert.Throws<FormatException>(() => Quantity.Parse("1e99999999999"));
        Assert.Throws<FormatException>(() => Quantity.Parse("1e2000000000"));
    }

    [Fact]
    public void What_is_read_again_stays_as_it_is()
    {
        var random = new Random(1);
        string[] suffixes = ["", "m", "k", "M", "G", "Ki", "Mi", "Gi", "e3", "E-2", "n", "u"];
        for (var i = 0; i < 500; i++)
        {
            var text = $"{random.Next(100_000)}{(random.Next(2) == 0 ? "" : "." + random.Next(1000))}{suffixes[random.Next(suffixes.Length)]}";
            var once = Quantity.Parse(text);
            var twice = Quantity.Parse(once.ToString());
            Assert.True(once.CompareTo(twice) == 0 && once.ToString() == twice.ToString(), $"{text} becomes {once}, then {twice}");
        }
    }
}
