namespace KubeOpsPlanner.Planning.Sizing.Bursts;

/// <summary>Shares of requests that are late because arrivals are random, worked out once per step of utilisation and number of replicas.</summary>
internal sealed class LateTable(RoleService service)
{
    private readonly List<Row?> _rows = [];

    public Row Of(int replicas)
    {
        while (_rows.Count <= replicas) _rows.Add(null);
        return _rows[replicas] ??= new Row(service, replicas);
    }

    /// <summary>Of so many replicas.</summary>
    internal sealed class Row
    {
        /// <summary>Finer than any forecast.</summary>
        private const double Step = 0.02;

        private const double MostSteps = RoleService.MostUtilisation / Step;

        private readonly RoleService _service;
        private readonly int _replicas;
        private readonly double _stepsPerOffered;

        /// <summary>NaN while not worked out.</summary>
        private readonly double[] _shares = new double[1 + (int)(MostSteps + 0.5)];

        public Row(RoleService service, int replicas)
        {
            (_service, _replicas, _stepsPerOffered) = (service, replicas, 1 / (Step * replicas));
            Array.Fill(_shares, double.NaN);
        }

        /// <param name="offered">Replicas that arrivals keep busy.</param>
        public double Of(double offered)
        {
            var step = (int)(Math.Min(offered * _stepsPerOffered, MostSteps) + 0.5);
            var share = _shares[step];
            return double.IsNaN(share) ? _shares[step] = _service.RandomLateShare(step * Step * _replicas / _service.ServiceSeconds, _replicas) : share;
        }
    }
}
