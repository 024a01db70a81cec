namespace KubeOpsPlanner.Planning.Forecasting.Prophet;

/// <summary>A periodic term: so many sines and cosines over one period.</summary>
/// <param name="Period">In intervals.</param>
public readonly record struct FourierSeason(double Period, int Order)
{
    private const double Day = 86400;
    private const int DailyOrder = 4;
    private const int WeeklyOrder = 3;

    /// <summary>Day and week where the history covers two of them and an interval is shorter, as Prophet chooses; and the plan's own season.</summary>
    public static IReadOnlyList<FourierSeason> Choose(int count, double intervalSeconds, int seasonalPeriod)
    {
        var seasons = new List<FourierSeason>();
        if (Covers(seasonalPeriod)) seasons.Add(new FourierSeason(seasonalPeriod, Math.Min(DailyOrder, (seasonalPeriod - 1) / 2)));
        if (Covers(Day / intervalSeconds)) seasons.Add(new FourierSeason(Day / intervalSeconds, DailyOrder));
        if (Covers(7 * Day / intervalSeconds)) seasons.Add(new FourierSeason(7 * Day / intervalSeconds, WeeklyOrder));
        return [.. seasons.DistinctBy(season => season.Period)];

        bool Covers(double period) => period > 2 && count >= 2 * period;
    }
}
