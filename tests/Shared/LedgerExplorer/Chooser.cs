namespace KubeOpsPlanner.Testing.LedgerExplorer;

/// <summary>Picks the next move: mostly what carries things on, now and then one of the run's troubles.</summary>
internal sealed class Chooser
{
    private const int Patience = 60;

    private readonly World _world;
    private readonly Dice _dice;
    private readonly MoveKind[] _troubles;
    private readonly int _slots;
    private readonly int _ledgers;
    private int _faultsLeft;

    public Chooser(World world, Dice dice)
    {
        (_world, _dice) = (world, dice);
        _troubles = [.. world.Setup.Troubles.Order()];
        _faultsLeft = world.Setup.Faults;
        _slots = world.Setup.Budgets.Length == 1 ? Names.Second : Names.Graphs.Length;
        _ledgers = world.Setup.Budgets.Length;
    }

    /// <returns>The move made; null when nothing was possible.</returns>
    public Move? MakeOne()
    {
        for (var attempt = 0; attempt < Patience; attempt++)
        {
            var move = Roll();
            if (!_world.Make(move))
                continue;

            if (Setup.IsTrouble(move.Kind))
            {
                _faultsLeft--;
                _world.LastDisturbance = _world.Now;
            }

            return move;
        }

        return null;
    }

    private Move Roll()
    {
        if (_faultsLeft > 0 && _dice.Next(12) == 0)
            return Trouble(_troubles[_dice.Next(_troubles.Length)]);

        // A stalled request matters only when it outlives what holds its place.
        if (_dice.Next(8) == 0 && Array.Exists(_world.Requests, request => request.IsStalled))
            return new Move(MoveKind.PassTime);

        var replica = _dice.Next(_world.Replicas.Length);
        switch (_dice.Next(100))
        {
            case < 26:
                var store = (StoreName)_dice.Next(Stores.All.Length);
                return IsSlow(replica, store) && _dice.Next(6) != 0
                    ? new Move(MoveKind.Handle, MachineOf((replica + 1) % _world.Replicas.Length))
                    : new Move(MoveKind.Deliver, replica, (int)store);
            case < 48:
                var calling = MachineOf(replica);
                return new Move(MoveKind.Handle, calling, Some(_world.Machines[calling].Calls.Count));
            case < 70:
                var hearing = MachineOf(replica);
                return new Move(MoveKind.Hear, hearing, Some(_world.Machines[hearing].Replies.Count));
            case < 84:
                return new Move(MoveKind.Ask, _dice.Next(_world.Requests.Length), replica);
            case < 92:
                return new Move(MoveKind.Store, _dice.Next(_world.Requests.Length), replica);
            case < 94:
                return new Move(MoveKind.PassTime, _dice.Next(8) == 0 ? 1 : 0);
            case < 96:
                return new Move(MoveKind.Relist, replica, _dice.Next(Stores.All.Length));
            case < 97:
                return new Move(MoveKind.LandLostWrite);
            case < 98:
                return _troubles.Contains(MoveKind.Restore) && _dice.Next(2) == 0
                    ? new Move(MoveKind.BackUp)
                    : new Move(MoveKind.Collect, _dice.Next(_slots), _dice.Next(2));
            case < 99:
                return new Move(MoveKind.Touch, _dice.Next(_slots));
            default:
                return new Move(MoveKind.Bookmark, replica, _dice.Next(3));
        }
    }

    private Move Trouble(MoveKind kind)
    {
        var replica = _dice.Next(_world.Replicas.Length);
        switch (kind)
        {
            case MoveKind.DeleteGraph or MoveKind.DeleteAdapter:
                return new Move(kind, _dice.Next(_slots));
            case MoveKind.EditCeiling:
                return new Move(kind, _dice.Next(_ledgers), _dice.Next(15) - 1);
            case MoveKind.EditMode:
                return new Move(kind, _dice.Next(_ledgers));
            case MoveKind.Conflict or MoveKind.LoseCall:
                var machine = MachineOf(replica);
                return new Move(kind, machine, Some(_world.Machines[machine].Calls.Count));
            case MoveKind.Crash:
                return new Move(kind, replica, _dice.Next(2));
            case MoveKind.BreakWatch:
                return new Move(kind, replica, _dice.Next(Stores.All.Length));
            case MoveKind.DenyLater or MoveKind.Stall:
                return new Move(kind, Admitted());
            case MoveKind.Duplicate:
                return new Move(kind, _dice.Next(_world.Requests.Length), replica);
            case MoveKind.JumpClock:
                return new Move(kind, replica, 1 + _dice.Next(20));
            case MoveKind.Forge:
                return new Move(kind, replica, _dice.Next(4 * _slots));
            case MoveKind.Restore:
                return new Move(kind, _dice.Next(4), _dice.Next(4));
            case MoveKind.Tamper:
                return new Move(kind, _dice.Next(3 * _ledgers), _dice.Next(8));
            default:
                return new Move(kind);
        }
    }

    private bool IsSlow(int replica, StoreName store) =>
        replica == _world.Setup.SlowReplica && (_world.Setup.SlowStore is not { } slow || slow == store);

    private int MachineOf(int replica) => (replica * Names.Budgets.Length) + (_ledgers == 1 ? 0 : _dice.Next(_ledgers));

    /// <summary>An admitted request, where there is any.</summary>
    private int Admitted()
    {
        var first = _dice.Next(_world.Requests.Length);
        for (var offset = 0; offset < _world.Requests.Length; offset++)
        {
            var index = (first + offset) % _world.Requests.Length;
            if (_world.Requests[index].Phase == RequestPhase.Admitted)
                return index;
        }

        return first;
    }

    private int Some(int count) => count < 2 ? 0 : _dice.Next(count);
}
