using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Planning.Tests.Budgeting.Explorer;

/// <summary>
/// The API server around the machine: admission inside the compare-and-set on a graph's exact version, asked again after
/// a conflict; a cell written by compare-and-set; watches that deliver late. Every move is one step of one party.
/// </summary>
public sealed class Model(Scenario scenario, LedgerRules rules)
{
    public Scenario Scenario => scenario;

    public LedgerRules Rules => rules;

    /// <summary>All moves that are possible now, each with a name that is unique among them.</summary>
    public IEnumerable<(string Name, Func<World> Make)> Moves(World world)
    {
        for (var index = 0; index < world.Requests.Length; index++)
        {
            foreach (var move in Clients.Moves(this, world, index))
                yield return move;
        }

        for (var index = 0; index < world.Replicas.Length; index++)
        {
            foreach (var move in ReplicaMoves(world, index))
                yield return move;
        }

        for (var index = 0; index < world.LostWrites.Length; index++)
        {
            var write = world.LostWrites[index];
            yield return ($"lost write {write.Cell.Transactions[^1].Writer}#{write.Number} arrives", () =>
                ApiServer.Write(world with { LostWrites = world.LostWrites.Remove(write) }, write).World);
        }

        if (Clock.NextWake(world) is { } wake && Clock.MayPass(world))
            yield return ($"time passes to {wake.TotalSeconds:0.#} s", () => Clock.Pass(this, world, wake));
    }

    public World Feed(World world, int index, LedgerEvent happened)
    {
        var replica = world.Replicas[index];
        var (state, effects) = LedgerMachine.Step(replica.Machine, happened with { At = world.Now });
        world = world.With(index, replica with
        {
            Machine = state,
            Calls = replica.Calls.AddRange(effects.Where(IsCall)),
        });
        foreach (var answer in effects.OfType<LedgerEffect.Answer>())
            world = Clients.TakeAnswer(world, index, answer);

        return Watches.DropOldNews(world, index);
    }

    private IEnumerable<(string, Func<World>)> ReplicaMoves(World world, int index)
    {
        var replica = world.Replicas[index];
        var name = $"replica {index}";
        if (!replica.GraphNews.IsEmpty && !replica.IsWatchBroken)
            yield return ($"{name} sees a graph", () => Watches.SeeGraph(this, world, index));

        if (!replica.CellNews.IsEmpty)
            yield return ($"{name} sees the cell", () => Watches.SeeCell(this, world, index));

        if (replica.IsWatchBroken)
            yield return ($"{name} lists again", () => Watches.Relist(this, world, index));

        foreach (var reply in replica.Replies)
        {
            yield return ($"{name} hears {reply.GetType().Name}", () =>
                Feed(world.With(index, replica with { Replies = replica.Replies.Remove(reply) }), index, reply));
        }

        foreach (var call in replica.Calls)
        {
            var handled = world.With(index, replica with { Calls = replica.Calls.Remove(call) });
            yield return ($"the API server handles {call.GetType().Name} of {name}", () => ApiServer.Handle(this, handled, index, call));
            if (call is LedgerEffect.WriteCell write)
            {
                foreach (var move in Faults.OfWrite(this, handled, index, write))
                    yield return move;
            }
        }

        foreach (var fault in Faults.OfReplica(world, index))
            yield return fault;
    }

    private static bool IsCall(LedgerEffect effect) =>
        effect is not (LedgerEffect.Answer or LedgerEffect.Wake or LedgerEffect.ReportTampering);
}
