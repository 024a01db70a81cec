namespace KubeOpsPlanner.Planning.Forecasting.Arima;

/// <summary>
/// The Kalman filter of a stationary ARMA process in the companion form of Harvey (1989), started from the stationary
/// distribution, with unit innovation variance. Mutable: one run over a series.
/// </summary>
/// <remarks>
/// The covariance itself is never formed. For a stationary start its increment has rank one, and the recursions of Morf,
/// Sidhu and Kailath (1974) carry that vector instead, so that a step costs O(r) instead of O(r²) and a season is cheap.
/// The likelihood is exact.
/// </remarks>
internal sealed class ArmaFilter
{
    /// <summary>An increment of the prediction variance below this share of it is rounding: the gain stays as it is from then on.</summary>
    private const double Negligible = 1e-14;

    private readonly double[] _ar;
    private readonly double[] _state;
    private readonly double[] _constantState;
    private readonly double[] _gain;
    private readonly double[] _increment;
    private double _incrementWeight;
    private bool _isSteady;

    /// <summary>Null when the process is not stationary.</summary>
    public static ArmaFilter? Create(ArmaPolynomials process)
    {
        var size = Math.Max(process.Ar.Length, process.Ma.Length + 1);
        var covariances = ArmaCovariance.Compute(process, size);
        if (covariances is null) return null;
        var ar = new double[size];
        process.Ar.CopyTo(ar, 0);

        // Column 0 of the stationary covariance: how every element of the state goes along with the observation.
        var column = ArmaCovariance.StateColumn(process, covariances, size);
        var gain = new double[size];
        Transition(ar, column, gain);
        return new ArmaFilter(ar, gain, column[0]);
    }

    private ArmaFilter(double[] ar, double[] gain, double variance)
    {
        _ar = ar;
        _state = new double[ar.Length];
        _constantState = new double[ar.Length];
        _gain = gain;
        Variance = variance;
        _increment = [.. gain];
        _incrementWeight = -1 / variance;
    }

    /// <summary>Variance of the next innovation, in units of the process's own; falls towards 1.</summary>
    public double Variance { get; private set; }

    /// <summary>What the next value should be.</summary>
    public double Prediction => _state[0];

    /// <summary>The same for a series of ones, which tells how a mean would show.</summary>
    public double ConstantPrediction => _constantState[0];

    public void Step(double value, bool hasConstant)
    {
        Update(_state, value - _state[0]);
        if (hasConstant) Update(_constantState, 1 - _constantState[0]);
        if (!_isSteady) AdvanceGain();
    }

    /// <summary>The state as it is for the series less <paramref name="mean"/>, and the gain from here on.</summary>
    public (double[] State, double[] Gain) Freeze(double mean)
    {
        var state = new double[_state.Length];
        for (var i = 0; i < state.Length; i++) state[i] = _state[i] - mean * _constantState[i];
        var gain = new double[_gain.Length];
        for (var i = 0; i < gain.Length; i++) gain[i] = _gain[i] / Variance;
        return (state, gain);
    }

    private void Update(double[] state, double innovation)
    {
        var first = state[0];
        var correction = innovation / Variance;
        for (var i = 0; i < state.Length - 1; i++) state[i] = _ar[i] * first + state[i + 1] + _gain[i] * correction;
        state[^1] = _ar[^1] * first + _gain[^1] * correction;
    }

    private void AdvanceGain()
    {
        var first = _increment[0];
        var change = _incrementWeight * first;
        var variance = Variance + change * first;
        var largest = 0.0;
        for (var i = 0; i < _gain.Length; i++)
        {
            var moved = _ar[i] * first + (i + 1 < _increment.Length ? _increment[i + 1] : 0);
            _gain[i] += moved * change;
            _increment[i] = moved - _gain[i] * first / variance;
            largest = Math.Max(largest, Math.Abs(_increment[i]));
        }

        _incrementWeight += change * change / Variance;
        Variance = variance;
        _isSteady = largest * largest * Math.Abs(_incrementWeight) < Negligible * variance;
    }

    private static void Transition(double[] ar, double[] from, double[] to)
    {
        for (var i = 0; i < to.Length; i++) to[i] = ar[i] * from[0] + (i + 1 < from.Length ? from[i + 1] : 0);
    }
}
