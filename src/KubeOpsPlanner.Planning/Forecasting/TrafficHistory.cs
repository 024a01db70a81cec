namespace KubeOpsPlanner.Planning.Forecasting;

/// <summary>The last windows that a forecaster lived through, oldest first; three lists of one length.</summary>
/// <param name="Requests">Per interval; 0 for an idle one.</param>
/// <param name="Isl">Mean input tokens; an idle window repeats those before it.</param>
/// <param name="Osl">Mean output tokens; an idle window repeats those before it.</param>
public sealed record TrafficHistory(ValueList<double> Requests, ValueList<double> Isl, ValueList<double> Osl)
{
    /// <summary>As many as models are fitted to: what is older teaches a new forecaster nothing.</summary>
    public const int MostWindows = 200;

    public static TrafficHistory Empty { get; } = new([], [], []);

    public TrafficHistory Append(double requests, double isl, double osl) => new(
        Requests.Append(requests, MostWindows), Isl.Append(isl, MostWindows), Osl.Append(osl, MostWindows));
}
