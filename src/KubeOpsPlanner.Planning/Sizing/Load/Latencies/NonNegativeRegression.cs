using KubeOpsPlanner.Planning.Forecasting;

namespace KubeOpsPlanner.Planning.Sizing.Load.Latencies;

/// <summary>
/// Least squares with slopes that are not negative, since more work never takes less time, and an intercept that is not,
/// since a pass of small work would else take no time and an engine carry any load. On so few axes the best of all choices of
/// axes is the exact solution, so no iteration is needed.
/// </summary>
public static class NonNegativeRegression
{
    /// <summary>Keeps a singular system solvable; on a standardised scale far below any noise. Value as upstream.</summary>
    private const double Ridge = 1e-9;

    /// <returns>Null where the work varied and yet no slope is positive: such a line would promise the same latency at any load.</returns>
    public static PassLine? Fit(ValueList<PassSample> samples)
    {
        if (samples.Count == 0) return null;
        var moments = new Moments(samples.AsSpan());
        var (best, bestError) = ((First: 0.0, Second: 0.0), moments.Error(samples.AsSpan(), 0, 0));

        // More axes never fit worse, so the comparison needs no tolerance in their favour.
        if (moments.FirstVaries) Try(moments.FirstAlone, 0);
        if (moments.SecondVaries) Try(0, moments.SecondAlone);
        if (moments is { FirstVaries: true, SecondVaries: true })
        {
            var (first, second) = moments.Both;
            Try(first, second);
        }

        if ((moments.FirstVaries || moments.SecondVaries) && best is { First: <= 0, Second: <= 0 }) return null;

        // The error is convex: where the best intercept would be negative, the best permitted one is 0.
        return moments.Intercept(best.First, best.Second) is var intercept and >= 0
            ? new PassLine(intercept, best.First, best.Second)
            : OriginRegression.Fit(samples.AsSpan());

        void Try(double first, double second)
        {
            if (!(first >= 0 && second >= 0)) return;
            var error = moments.Error(samples.AsSpan(), first, second);
            if (error <= bestError) (best, bestError) = ((first, second), error);
        }
    }

    /// <summary>Means and covariances, the axes standardised so that the ridge weighs as much for tokens as for requests.</summary>
    private readonly struct Moments
    {
        private readonly double _count;
        private readonly (double First, double Second, double Seconds) _mean;
        private readonly (double First, double Second) _spread;

        /// <summary>Sums over all samples of products of what is standardised, and of that with the seconds.</summary>
        private readonly double _together;
        private readonly (double First, double Second) _response;

        public Moments(ReadOnlySpan<PassSample> samples)
        {
            _count = samples.Length;
            var (most, mean) = ((First: 0.0, Second: 0.0), (First: 0.0, Second: 0.0, Seconds: 0.0));
            foreach (var sample in samples)
            {
                mean = (mean.First + sample.First, mean.Second + sample.Second, mean.Seconds + sample.Seconds);
                most = (Math.Max(most.First, sample.First), Math.Max(most.Second, sample.Second));
            }

            _mean = (mean.First / _count, mean.Second / _count, mean.Seconds / _count);
            var (first, second, both, firstResponse, secondResponse) = (0.0, 0.0, 0.0, 0.0, 0.0);
            foreach (var sample in samples)
            {
                var (x, y, seconds) = (sample.First - _mean.First, sample.Second - _mean.Second, sample.Seconds - _mean.Seconds);
                (first, second, both) = (first + (x * x), second + (y * y), both + (x * y));
                (firstResponse, secondResponse) = (firstResponse + (x * seconds), secondResponse + (y * seconds));
            }

            _spread = (Math.Sqrt(first / _count), Math.Sqrt(second / _count));
            (FirstVaries, SecondVaries) = (_spread.First > 1e-12 * (1 + most.First), _spread.Second > 1e-12 * (1 + most.Second));
            _together = both / (_spread.First * _spread.Second);
            _response = (firstResponse / _spread.First, secondResponse / _spread.Second);
        }

        public bool FirstVaries { get; }

        public bool SecondVaries { get; }

        public double FirstAlone => _response.First / (_count + Ridge) / _spread.First;

        public double SecondAlone => _response.Second / (_count + Ridge) / _spread.Second;

        public (double First, double Second) Both
        {
            get
            {
                // A standardised axis times itself sums up to the number of samples.
                var own = _count + Ridge;
                var determinant = (own * own) - (_together * _together);
                return (
                    ((own * _response.First) - (_together * _response.Second)) / determinant / _spread.First,
                    ((own * _response.Second) - (_together * _response.First)) / determinant / _spread.Second);
            }
        }

        public double Intercept(double first, double second) => _mean.Seconds - (first * _mean.First) - (second * _mean.Second);

        public double Error(ReadOnlySpan<PassSample> samples, double first, double second)
        {
            var (intercept, error) = (Intercept(first, second), 0.0);
            foreach (var sample in samples)
            {
                var off = sample.Seconds - intercept - (first * sample.First) - (second * sample.Second);
                error += off * off;
            }

            return error;
        }
    }
}
