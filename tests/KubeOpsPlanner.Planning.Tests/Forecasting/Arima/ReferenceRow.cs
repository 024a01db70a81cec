using System.Globalization;
using System.Text.RegularExpressions;
using KubeOpsPlanner.Planning.Forecasting.Arima;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.Planning.Tests.Forecasting.Arima;

/// <summary>What R's forecast package made of one classical series.</summary>
internal sealed partial record ReferenceRow(
    double[] Series, int Period, ArimaOrder Order, double[] Coefficients, double LogLikelihood, double Aicc, double[] Forecasts,
    ArimaOrder FullOrder, double FullAicc, string EtsModel, double EtsAicc)
{
    /// <summary>Every series that there is a line for.</summary>
    public static IEnumerable<string> Names() => Rows().Skip(1).Select(row => row[0]);

    public static ReferenceRow Require(string series)
    {
        var cells = Rows().Single(row => row[0] == series);
        var period = int.Parse(cells[2], CultureInfo.InvariantCulture);

        // Model names hold commas inside quotes, so the cells that follow are found from the joined text.
        var text = string.Join(",", cells);
        var match = Layout().Match(text);
        Assert.True(match.Success, text);
        return new ReferenceRow(
            Values(series),
            period,
            ParseOrder(match.Groups["model"].Value, period),
            Numbers(match.Groups["coef"].Value),
            double.Parse(match.Groups["loglik"].Value, CultureInfo.InvariantCulture),
            double.Parse(match.Groups["aicc"].Value, CultureInfo.InvariantCulture),
            Numbers(match.Groups["fc"].Value),
            ParseOrder(match.Groups["full"].Value, period),
            double.Parse(match.Groups["fullaicc"].Value, CultureInfo.InvariantCulture),
            match.Groups["ets"].Value,
            double.Parse(match.Groups["etsaicc"].Value, CultureInfo.InvariantCulture));
    }

    private static IEnumerable<string[]> Rows() =>
        File.ReadLines(SharedData.Require("forecast", "auto-arima-reference.csv")).Select(line => line.Split(','));

    private static double[] Values(string series)
    {
        var isLog = series == "logAirPassengers";
        var line = File.ReadLines(SharedData.Require("forecast", "series.csv"))
            .Single(candidate => candidate.StartsWith((isLog ? "AirPassengers" : series) + ",", StringComparison.Ordinal));
        var values = Numbers(line.Split(',')[2]);
        return isLog ? [.. values.Select(value => Math.Log(value))] : values;
    }

    private static ArimaOrder ParseOrder(string model, int period)
    {
        var match = ModelName().Match(model);
        Assert.True(match.Success, model);
        return new ArimaOrder(Int("p"), Int("d"), Int("q"), Int("P"), Int("D"), Int("Q"), period, model.Contains("with", StringComparison.Ordinal));

        int Int(string group) => match.Groups[group].Success ? int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture) : 0;
    }

    private static double[] Numbers(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];

    [GeneratedRegex(
        """^[^,]+,\d+,\d+,"(?<model>[^"]+)",(?<coef>[^,]*),[^,]*,(?<loglik>[^,]*),(?<aicc>[^,]*),[^,]*,(?<fc>[^,]*),"(?<full>[^"]+)",(?<fullaicc>[^,]*),[^,]*,"(?<ets>[^"]+)",(?<etsaicc>[^,]*),""")]
    private static partial Regex Layout();

    [GeneratedRegex(@"^ARIMA\((?<p>\d),(?<d>\d),(?<q>\d)\)(\((?<P>\d),(?<D>\d),(?<Q>\d)\)\[\d+\])?")]
    private static partial Regex ModelName();
}
