using KubeOpsPlanner.Planning.Forecasting.Fitting;

namespace KubeOpsPlanner.Planning.Forecasting.Prophet;

/// <summary>A fitted trend with seasons. It has no state that follows the series: until the next fit it goes straight on.</summary>
/// <param name="Coefficients">One per column of the design, of the series scaled to a maximum of 1.</param>
/// <param name="Scale">What 1 stands for.</param>
/// <param name="Next">Index of the next value, in intervals from the first of the history.</param>
/// <param name="Variance">Of the noise around the fit.</param>
public sealed record ProphetModel(ValueList<double> Coefficients, ProphetDesign Design, double Scale, int Next, double Variance)
    : IFittedModel<ProphetModel>
{
    public string Description => "piecewise linear trend";

    /// <summary>Changes of the slope, per changepoint, on the scaled axes.</summary>
    internal ReadOnlySpan<double> Bends => Coefficients.AsSpan().Slice(ProphetDesign.TrendColumns, Design.Changepoints.Count);

    public ProphetModel Observe(double value) => this with { Next = Next + 1 };

    public double[] Predict(int horizon)
    {
        var path = new double[horizon];
        for (var step = 0; step < horizon; step++)
        {
            var row = Design.Row(Next + step);
            for (var i = 0; i < row.Length; i++) path[step] += row[i] * Coefficients[i] * Scale;
        }

        return path;
    }
}
