using KubeOpsPlanner.Planning.Forecasting.Arima;

namespace KubeOpsPlanner.Planning.Tests.Forecasting.Arima;

/// <summary>Against R's forecast package on the classical series of the literature.</summary>
public sealed class ReferenceTests
{
    private static readonly string[] Names = [
        "AirPassengers", "logAirPassengers", "WWWusage", "LakeHuron", "Nile", "lh", "USAccDeaths", "sunspot.year", "UKgas", "BJsales",
        "austres", "woolyrnq"];

    public static TheoryData<string> Series => [.. Names];

    [SkippableFact]
    public void Every_line_of_the_reference_is_compared() => Assert.Equal(ReferenceRow.Names(), Names);

    [SkippableTheory]
    [MemberData(nameof(Series))]
    public void The_same_order_gives_the_same_likelihood_coefficients_and_forecasts(string series)
    {
        var reference = ReferenceRow.Require(series);
        var fit = ArimaFitter.Fit(reference.Series, reference.Order)!;
        double[] coefficients = [.. fit.Coefficients, .. reference.Order.HasConstant ? [fit.Mean] : Array.Empty<double>()];
        var forecasts = ArimaModel.Start(fit, reference.Series)!.Predict(3);

        Assert.Equal(reference.LogLikelihood, fit.LogLikelihood, 0.02);
        Assert.Equal(reference.Coefficients.Length, coefficients.Length);
        Assert.All(reference.Coefficients.Zip(coefficients), pair => Assert.Equal(pair.First, pair.Second, 0.01));
        Assert.All(reference.Forecasts.Zip(forecasts), pair => Assert.Equal(1, pair.Second / pair.First, 0.01));
    }

    [SkippableTheory]
    [MemberData(nameof(Series))]
    public void The_stepwise_search_finds_as_good_a_model_at_the_same_differencing(string series)
    {
        var reference = ReferenceRow.Require(series);
        var options = new ArimaSearchOptions(reference.Period)
        {
            Differences = (reference.Order.Differences, reference.Order.SeasonalDifferences),
        };
        var fit = ArimaSearch.Run(reference.Series, options)!;
        Assert.True(fit.Aicc <= reference.Aicc + 0.05, $"{fit.Order} has {fit.Aicc}, R's {reference.Order} {reference.Aicc}");
    }

    [SkippableTheory]
    [MemberData(nameof(Series))]
    public void The_full_search_finds_as_good_a_model_at_the_same_differencing(string series)
    {
        var reference = ReferenceRow.Require(series);
        var options = new ArimaSearchOptions(reference.Period, IsStepwise: false)
        {
            Differences = (reference.FullOrder.Differences, reference.FullOrder.SeasonalDifferences),
        };
        var fit = ArimaSearch.Run(reference.Series, options)!;
        Assert.True(fit.Aicc <= reference.FullAicc + 0.05, $"{fit.Order} has {fit.Aicc}, R's {reference.FullOrder} {reference.FullAicc}");
    }

    [SkippableTheory]
    [MemberData(nameof(Series))]
    public void The_tests_choose_the_same_differences(string series)
    {
        var reference = ReferenceRow.Require(series);
        Assert.Equal(
            (reference.Order.Differences, reference.Order.SeasonalDifferences),
            Differencing.Choose(reference.Series, reference.Period));
    }
}
