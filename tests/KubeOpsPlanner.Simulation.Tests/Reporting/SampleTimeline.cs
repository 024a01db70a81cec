using KubeOpsPlanner.Simulation.Engines;
using KubeOpsPlanner.Simulation.Replay;
using KubeOpsPlanner.Simulation.Reporting;
using KubeOpsPlanner.Simulation.Traces;

namespace KubeOpsPlanner.Simulation.Tests.Reporting;

/// <summary>A believable hour: two simulated graphs that a simple rule scales under a ceiling, and some refusals.</summary>
internal static class SampleTimeline
{
    private const int Ceiling = 16;
    private static readonly LatencyTargets Targets = new(TtftMs: 500, ItlMs: 25);

    public static Timeline Create(TimeSpan? duration = null)
    {
        var end = duration ?? TimeSpan.FromHours(1);
        var chat = new Graph("inference/chat", new SyntheticTraceOptions { Duration = end, TroughRequestsPerSecond = 10, PeakRequestsPerSecond = 75 });
        var code = new Graph("inference/code", new SyntheticTraceOptions
        {
            Duration = end,
            Seed = 7,
            TroughRequestsPerSecond = 3,
            PeakRequestsPerSecond = 16,
            DayLength = TimeSpan.FromMinutes(30),
            Bursts = [],
            Mixes = [new TokenMix(1, 5000, 0.5, 60, 0.8)],
        });
        List<TimelineSample> samples = [];
        for (var at = TimeSpan.FromSeconds(30); at <= end; at += TimeSpan.FromSeconds(30))
        {
            samples.Add(Sample(at, chat, code));
        }

        return new Timeline
        {
            Title = "KubeOpsPlanner: one hour under GlobalBudget \"fleet\"",
            Subtitle = "Synthetic day with two bursts, 40 times as fast; two graphs, 8B-class engines on H200",
            Budget = "GlobalBudget \"fleet\"",
            Targets = Targets,
            Samples = samples,
            Attainment = chat.Tracker.Total + code.Tracker.Total,
            Marks =
            [
                new(TimeSpan.FromMinutes(11.3), TimelineMarkKind.Refused, "alice", "inference/chat/decode 2 → 20", "GlobalBudget \"fleet\" allows 16 GPUs; 9 are committed (inference/chat 6, inference/code 3) and this change needs 18 more: lower the target to 9, or raise spec.maxGpus to 27"),
                new(TimeSpan.FromMinutes(11.6), TimelineMarkKind.Refused, "system:serviceaccount:team-x:planner", "team-x/chat", "namespace \"team-x-chat\" is not managed by GlobalBudget \"fleet\": add it to spec.managedDynamoNamespaces"),
                new(TimeSpan.FromMinutes(24), TimelineMarkKind.Held, "planner", "inference/chat/prefill", "Granted 5 of 6 wanted replicas (GpuBudget)"),
                new(TimeSpan.FromMinutes(44), TimelineMarkKind.Refused, "bob", "inference/code/prefill 3 → 6 <script>", "GlobalBudget \"fleet\" allows 16 GPUs; 15 are committed & this change needs 3 more"),
            ],
            Verdicts =
            [
                new("A user's patch beyond the ceiling is refused", true, "403 Forbidden, naming the budget and the numbers"),
                new("A change from an unmanaged namespace is refused", true, "403 Forbidden"),
                new("GPUs never exceed the ceiling", true, "at most 16 of 16"),
            ],
        };
    }

    private static TimelineSample Sample(TimeSpan at, Graph chat, Graph code)
    {
        chat.Advance(at, Ceiling - code.Gpus);
        code.Advance(at, Ceiling - chat.Gpus);
        var traffic = chat.Traffic + code.Traffic;
        return new TimelineSample
        {
            At = at,
            RequestsPerSecond = traffic.RequestsPerSecond,
            InputTokensPerSecond = traffic.InputTokensPerSecond,
            OutputTokensPerSecond = traffic.OutputTokensPerSecond,
            Components = [.. chat.Components(), .. code.Components()],
            MinGpus = 4,
            MaxGpus = Ceiling,
            Attainment = chat.Tracker.TakeWindow() + code.Tracker.TakeWindow(),
        };
    }

    /// <summary>Scales by a rule of thumb; the point is a picture, not a policy.</summary>
    private sealed class Graph
    {
        private readonly string _name;
        private readonly PoolSimulation _pool;
        private PoolSnapshot _before;
        private int _prefill = 1;
        private int _decode = 1;
        private (int Prefill, int Decode) _wanted = (1, 1);

        public Graph(string name, SyntheticTraceOptions options)
        {
            _name = name;
            Tracker = new AttainmentTracker(Targets);
            _pool = new PoolSimulation(SyntheticProfiles.Llama8BOnH200(), SyntheticTrace.Generate(options), Tracker);
            _pool.SetReady(1, 1);
            _before = _pool.Snapshot();
        }

        public AttainmentTracker Tracker { get; }

        public PoolTraffic Traffic { get; private set; }

        public int Gpus => _prefill + _decode;

        public void Advance(TimeSpan to, int room)
        {
            _pool.AdvanceTo(to);
            var now = _pool.Snapshot();
            Traffic = PoolTraffic.Between(_before, now);
            _before = now;
            (_prefill, _decode) = Fit(_wanted, room);
            _pool.SetReady(_prefill, _decode);
            _wanted = (1 + (int)(Traffic.InputTokensPerSecond / 24_000), 1 + (int)(Traffic.OutputTokensPerSecond / 6_000));
        }

        public ComponentSample[] Components() =>
        [
            new(_name, "prefill", _prefill, _wanted.Prefill, _prefill),
            new(_name, "decode", _decode, _wanted.Decode, _decode),
        ];

        private static (int, int) Fit((int Prefill, int Decode) wanted, int room)
        {
            var decode = Math.Clamp(wanted.Decode, 1, Math.Max(1, room - 1));
            return (Math.Clamp(wanted.Prefill, 1, Math.Max(1, room - decode)), decode);
        }
    }
}
