namespace KubeOpsPlanner.Planning.Forecasting.Arima;

/// <summary>Chooses the order with the least AICc. Models with a root next to the unit circle are out.</summary>
public static class ArimaSearch
{
    /// <summary>A second search of the coefficients lowers the AICc by hundredths; a model that is farther behind the best stays so.</summary>
    private const double Hope = 1;

    /// <returns>Null when nothing could be fitted: fewer than three points, or numbers too large to square.</returns>
    public static ArimaFit? Run(IReadOnlyList<double> series, ArimaSearchOptions options)
    {
        var period = Math.Max(1, options.Period);
        var (d, seasonalD) = options.Differences ?? Differencing.Choose(series, period);
        var differenced = Differencing.Apply(series, d, seasonalD, period);
        var isSeasonal = period > 1;
        var limits = new ArimaOrder(
            Math.Min(options.MaximumAr, Shortest(series.Count / 3, period)),
            d,
            Math.Min(options.MaximumMa, Shortest(series.Count / 3, period)),
            isSeasonal ? Math.Min(options.MaximumSeasonalAr, series.Count / 3 / period) : 0,
            seasonalD,
            isSeasonal ? Math.Min(options.MaximumSeasonalMa, series.Count / 3 / period) : 0,
            period,
            d + seasonalD <= 1);
        if (Differencing.IsConstant(differenced)) return Line(differenced, limits);

        var models = new FittedModels(differenced, limits);
        if (options.IsStepwise) Stepwise(models, limits, series.Count);
        else Everything(models, limits, options.MaximumTerms);
        return models.Best;
    }

    /// <summary>A season's own lag belongs to the seasonal terms.</summary>
    private static int Shortest(int third, int period) => period > 1 ? Math.Min(third, period - 1) : third;

    private static ArimaFit? Line(double[] differenced, ArimaOrder limits) => differenced.Length == 0
        ? null
        : new ArimaFit(
            limits with { Ar = 0, Ma = 0, SeasonalAr = 0, SeasonalMa = 0 },
            [],
            limits.HasConstant ? differenced[0] : 0,
            0,
            double.PositiveInfinity,
            differenced.Length);

    private static void Stepwise(FittedModels models, ArimaOrder limits, int count)
    {
        var most = count < 10 ? 1 : 2;
        var seasonal = count < 10 ? 0 : 1;
        var none = limits with { Ar = 0, Ma = 0, SeasonalAr = 0, SeasonalMa = 0 };
        models.Try(limits with
        {
            Ar = Math.Min(most, limits.Ar),
            Ma = Math.Min(most, limits.Ma),
            SeasonalAr = Math.Min(seasonal, limits.SeasonalAr),
            SeasonalMa = Math.Min(seasonal, limits.SeasonalMa),
        });
        models.Try(none);
        models.Try(none with { Ar = Math.Min(1, limits.Ar), SeasonalAr = Math.Min(1, limits.SeasonalAr) });
        models.Try(none with { Ma = Math.Min(1, limits.Ma), SeasonalMa = Math.Min(1, limits.SeasonalMa) });
        if (limits.HasConstant) models.Try(none with { HasConstant = false });
        while (models.Best is { } best && Neighbours(best.Order, limits.HasConstant).Any(models.Try))
        {
        }
    }

    private static IEnumerable<ArimaOrder> Neighbours(ArimaOrder order, bool mayHaveConstant)
    {
        (int, int)[] steps = [(-1, 0), (0, -1), (1, 0), (0, 1), (-1, -1), (-1, 1), (1, -1), (1, 1)];
        if (order.Period > 1)
        {
            foreach (var (ar, ma) in steps)
                yield return order with { SeasonalAr = order.SeasonalAr + ar, SeasonalMa = order.SeasonalMa + ma };
        }

        foreach (var (ar, ma) in steps) yield return order with { Ar = order.Ar + ar, Ma = order.Ma + ma };
        if (mayHaveConstant) yield return order with { HasConstant = !order.HasConstant };
    }

    private static void Everything(FittedModels models, ArimaOrder limits, int maximumTerms)
    {
        var orders =
            from p in Enumerable.Range(0, limits.Ar + 1)
            from q in Enumerable.Range(0, limits.Ma + 1)
            from seasonalP in Enumerable.Range(0, limits.SeasonalAr + 1)
            from seasonalQ in Enumerable.Range(0, limits.SeasonalMa + 1)
            where p + q + seasonalP + seasonalQ <= maximumTerms
            select limits with { Ar = p, Ma = q, SeasonalAr = seasonalP, SeasonalMa = seasonalQ, HasConstant = false };
        foreach (var order in orders)
        {
            models.Try(order);
            if (limits.HasConstant) models.Try(order with { HasConstant = true });
        }
    }

    /// <summary>Every model is fitted once.</summary>
    private sealed class FittedModels(double[] differenced, ArimaOrder limits)
    {
        private readonly HashSet<ArimaOrder> _tried = [];

        public ArimaFit? Best { get; private set; }

        /// <returns>True when it is the best so far.</returns>
        public bool Try(ArimaOrder order)
        {
            if (!IsWithin(order.Ar, limits.Ar) || !IsWithin(order.Ma, limits.Ma)
                || !IsWithin(order.SeasonalAr, limits.SeasonalAr) || !IsWithin(order.SeasonalMa, limits.SeasonalMa)
                || !_tried.Add(order))
            {
                return false;
            }

            if (ArimaFitter.FitDifferenced(differenced, order, hopeless: (Best?.Aicc ?? double.PositiveInfinity) + Hope) is not { } fit
                || !(fit.Aicc < (Best?.Aicc ?? double.PositiveInfinity))
                || fit.Process.LeastRoot() < ArimaFit.LeastRoot)
            {
                return false;
            }

            Best = fit;
            return true;
        }

        private static bool IsWithin(int value, int limit) => value >= 0 && value <= limit;
    }
}
