namespace KubeOpsPlanner.Planning.Forecasting.Prophet;

/// <summary>What a Prophet-style model adds up: offset, slope, a bend of the slope at every changepoint, sines and cosines.</summary>
/// <param name="Changepoints">On the axis on which the history is [0, 1].</param>
/// <param name="Last">Index of the last point of the history, in intervals from its first.</param>
public sealed record ProphetDesign(ValueList<double> Changepoints, ValueList<FourierSeason> Seasons, int Last)
{
    /// <summary>Columns of the trend alone.</summary>
    public const int TrendColumns = 2;

    public int Columns
    {
        get
        {
            var columns = TrendColumns + Changepoints.Count;
            foreach (var season in Seasons) columns += 2 * season.Order;
            return columns;
        }
    }

    /// <param name="index">In intervals from the first point of the history.</param>
    public double[] Row(int index)
    {
        var row = new double[Columns];
        var time = (double)index / Last;
        row[0] = 1;
        row[1] = time;
        for (var i = 0; i < Changepoints.Count; i++) row[TrendColumns + i] = Math.Max(0, time - Changepoints[i]);
        var next = TrendColumns + Changepoints.Count;
        foreach (var season in Seasons)
        {
            for (var k = 1; k <= season.Order; k++)
            {
                var (sine, cosine) = Math.SinCos(2 * Math.PI * k * index / season.Period);
                row[next++] = sine;
                row[next++] = cosine;
            }
        }

        return row;
    }
}
