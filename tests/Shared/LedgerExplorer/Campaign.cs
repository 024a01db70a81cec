using System.Collections.Immutable;
using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Testing.LedgerExplorer;

/// <summary>Runs the real step machine through schedules that a seed decides, and replays any of them.</summary>
internal sealed class Campaign(LedgerRules? rules = null, Func<Tap>? tap = null)
{
    private readonly LedgerRules _rules = rules ?? LedgerRules.Default;

    /// <summary>Pauses only thin out what may happen: most runs let replicas meet in every way.</summary>
    private readonly LedgerRules _withoutPauses = (rules ?? LedgerRules.Default) with { SharedFor = TimeSpan.Zero };

    public Finding Run(ulong seed)
    {
        var dice = new Dice(seed ^ 0xA5A5A5A5A5A5A5A5);
        var world = Begin(seed, story: null);
        var chooser = new Chooser(world, dice);
        var moves = ImmutableArray.CreateBuilder<Move>();
        while (moves.Count < world.Setup.Moves && world.Promises.Broken is null && chooser.MakeOne() is { } move)
            moves.Add(move);

        var schedule = new Schedule(seed, moves.ToImmutable());
        var broken = End(world);
        return new Finding(schedule, broken) { Hash = schedule.HashFrom(world.Setup.Hash), Steps = world.Steps };
    }

    /// <returns>What the schedule breaks, if anything, and what happened in words.</returns>
    public (string? Broken, IReadOnlyList<string> Story) Replay(Schedule schedule)
    {
        List<string> story = [];
        return (Follow(schedule, story), story);
    }

    /// <summary>Leaves out every move that the same kind of finding does not need.</summary>
    public Finding Minimise(Finding finding)
    {
        var kind = KindOf(finding.Broken!);
        var (schedule, broken) = finding;
        for (var isSmaller = true; isSmaller;)
        {
            isSmaller = false;
            for (var index = schedule.Moves.Length - 1; index >= 0; index--)
            {
                var shorter = schedule with { Moves = schedule.Moves.RemoveAt(index) };
                if (Follow(shorter, story: null) is { } still && KindOf(still) == kind)
                    (schedule, broken, isSmaller) = (shorter, still, true);
            }
        }

        return new Finding(schedule, broken);
    }

    /// <summary>Everything that one needs to understand a finding and to run it again.</summary>
    public string Explain(Finding finding)
    {
        var small = Minimise(finding);
        var (broken, story) = Replay(small.Schedule);
        return $"{broken}\n\n{string.Join('\n', story)}\n\nreplay:\n{small.Schedule}";
    }

    private static string KindOf(string broken) => string.Concat(broken.Where(letter => !char.IsDigit(letter)).Take(12));

    private string? Follow(Schedule schedule, List<string>? story)
    {
        var world = Begin(schedule.Seed, story);
        foreach (var move in schedule.Moves)
        {
            if (world.Make(move) && Setup.IsTrouble(move.Kind))
                world.LastDisturbance = world.Now;

            if (world.Promises.Broken is not null)
                break;
        }

        return End(world);
    }

    private World Begin(ulong seed, List<string>? story)
    {
        var setup = Setup.Of(seed);
        return new World(setup, setup.HasPauses ? _rules : _withoutPauses, tap?.Invoke() ?? new NoTap()) { Story = story };
    }

    private static string? End(World world)
    {
        if (world.Promises.Broken is null)
            Calm.Settle(world);

        return world.Promises.Broken;
    }
}
