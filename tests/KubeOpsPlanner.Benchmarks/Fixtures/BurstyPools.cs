using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Profiles;
using KubeOpsPlanner.Planning.Sizing;
using KubeOpsPlanner.Planning.Sizing.Bursts;

namespace KubeOpsPlanner.Benchmarks.Fixtures;

/// <summary>Plans whose traffic comes in bursts, each with a full hour of looks of its own: measured starts, a prefill profile, decode.</summary>
internal sealed class BurstyPools
{
    public const int LooksPerInterval = (int)(PlanningTicks.IntervalSeconds / DemandTape.LookSeconds);

    /// <summary>Pools have lived for <see cref="WarmupTicks"/> intervals and up to so many more, as pools that were created at different times have.</summary>
    public const int Phases = 8;

    private const int WarmupTicks = 2;
    private const double StartSeconds = 60;

    /// <summary>Looks at which a burst may begin, and for how long it lasts at most.</summary>
    private const int BurstEvery = 24;
    private const int LongestBurst = 12;

    private readonly LocalPlanState[] _states;
    private readonly LocalPlanInputs[] _intervals;
    private readonly LocalPlanInputs[] _glances;

    public BurstyPools(int count)
    {
        var profile = PlanningTicks.Profile();
        (_states, _intervals, _glances) = (new LocalPlanState[count], new LocalPlanInputs[count], new LocalPlanInputs[count]);
        Parallel.For(0, count, pool =>
        {
            var ticks = WarmupTicks + (pool % Phases);
            _states[pool] = Warm(pool, profile, ticks);
            _intervals[pool] = Inputs(pool, profile, ticks);
            _glances[pool] = _intervals[pool] with { Window = null };
        });
        if (_states.Any(state => state.Bursts is not { Prefill.IsLearned: true, Decode.IsLearned: true }))
            throw new InvalidOperationException("A pool has learned no rule: give it a start and a longer tape.");
    }

    public int Count => _states.Length;

    /// <summary>An interval of this pool is over.</summary>
    public LocalPlan Tick(int pool) => LocalPlanner.Plan(_intervals[pool], _states[pool]);

    /// <summary>A look within the interval.</summary>
    public LocalPlan Glance(int pool) => LocalPlanner.Glance(_glances[pool], _states[pool])!;

    /// <summary>The state after some intervals, each with the tape of the hour before it.</summary>
    private static LocalPlanState Warm(int pool, EngineProfile profile, int ticks)
    {
        var startup = RoleStartup.Unknown with { Seconds = [StartSeconds] };
        var state = LocalPlanState.Create(new PredictorOptions(KalmanPredictor.Type), PlanningTicks.IntervalSeconds) with
        {
            Startup = new StartupTimes(startup, startup),
        };
        for (var tick = 0; tick < ticks; tick++) state = LocalPlanner.Plan(Inputs(pool, profile, tick), Before(pool, tick, state)).Next;
        return Before(pool, ticks, state);
    }

    /// <summary>An interval is over.</summary>
    private static LocalPlanInputs Inputs(int pool, EngineProfile profile, int tick)
    {
        var requests = 0.0;
        for (var look = LooksPerInterval - 1; look >= 0; look--) requests += Rate(pool, (tick * LooksPerInterval) - look) * DemandTape.LookSeconds;
        var inputs = PlanningTicks.Inputs(tick, profile);
        return inputs with { Window = inputs.Window! with { Requests = requests }, Look = Look(pool, tick) };
    }

    private static TrafficLook Look(int pool, int tick) => new(Rate(pool, tick * LooksPerInterval), DemandTape.LookSeconds);

    /// <summary>With all looks on the tape that came before this interval's last.</summary>
    private static LocalPlanState Before(int pool, int tick, LocalPlanState state)
    {
        var rates = new double[DemandTape.MostLooks];
        for (var i = 0; i < rates.Length; i++) rates[i] = Rate(pool, (tick * LooksPerInterval) - rates.Length + i);
        return state with { Bursts = state.Bursts with { Tape = new DemandTape(new ValueList<double>(rates)) } };
    }

    /// <summary>Requests per second: a few, and in some looks three to eight times as many.</summary>
    private static double Rate(int pool, int look)
    {
        var calm = 1 + (pool % 10) + Unit(pool, look);
        var period = Math.DivRem(look + (2 * DemandTape.MostLooks), BurstEvery, out var within);
        var burst = Unit(pool + 1, period);
        return burst < 0.4 && within < LongestBurst * Unit(pool + 2, period) ? calm * (3 + (12.5 * burst)) : calm;
    }

    /// <summary>From 0 to 1, the same for the same numbers everywhere.</summary>
    private static double Unit(int pool, int at)
    {
        var mixed = unchecked(((uint)pool * 2654435761) ^ ((uint)at * 2246822519));
        mixed = unchecked((mixed ^ (mixed >> 15)) * 2246822519);
        mixed = unchecked((mixed ^ (mixed >> 13)) * 3266489917);
        return (mixed ^ (mixed >> 16)) / (double)uint.MaxValue;
    }
}
