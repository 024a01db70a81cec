namespace KubeOpsPlanner.Testing.LedgerExplorer;

/// <summary>Picks the next move: mostly what carries things on, now and then one of the run's troubles.</summary>
internal sealed class Chooser(World world, Dice dice)
{
    private const int Patience = 60;

    private readonly MoveKind[] _troubles = [.. world.Setup.Troubles.Order()];
    private int _faultsLeft = world.Setup.Faults;

    /// <returns>The move made; null when nothing was possible.</returns>
    public Move? MakeOne()
    {
        for (var attempt = 0; attempt < Patience; attempt++)
        {
            var move = Roll();
            if (!world.Make(move))
                continue;

            if (Setup.IsTrouble(move.Kind))
            {
                _faultsLeft--;
                world.LastDisturbance = world.Now;
            }

            return move;
        }

        return null;
    }

    private Move Roll()
    {
        if (_faultsLeft > 0 && dice.Next(12) == 0)
            return Trouble(_troubles[dice.Next(_troubles.Length)]);

        // A stalled request matters only when it outlives what holds its place.
        if (dice.Next(8) == 0 && world.Requests.Any(request => request.IsStalled))
            return new Move(MoveKind.PassTime);

        var replica = dice.Next(world.Replicas.Length);
        switch (dice.Next(100))
        {
            case < 24:
                return replica == world.Setup.SlowReplica && dice.Next(6) != 0
                    ? new Move(MoveKind.Handle, (replica + 1) % world.Replicas.Length)
                    : new Move(MoveKind.Deliver, replica, dice.Next(5));
            case < 44:
                return new Move(MoveKind.Handle, replica, Some(world.Replicas[replica].Calls.Count));
            case < 64:
                return new Move(MoveKind.Hear, replica, Some(world.Replicas[replica].Replies.Count));
            case < 79:
                return new Move(MoveKind.Ask, dice.Next(world.Requests.Length), replica);
            case < 88:
                return new Move(MoveKind.Store, dice.Next(world.Requests.Length), replica);
            case < 91:
                return new Move(MoveKind.PassTime, dice.Next(8) == 0 ? 1 : 0);
            case < 93:
                return new Move(MoveKind.Touch, dice.Next(Names.Graphs.Length));
            case < 95:
                return new Move(MoveKind.Relist, replica, dice.Next(5));
            case < 97:
                return new Move(MoveKind.LandLostWrite);
            case < 98:
                return new Move(MoveKind.BackUp);
            default:
                return new Move(MoveKind.Bookmark, replica, dice.Next(3));
        }
    }

    private Move Trouble(MoveKind kind)
    {
        var replica = dice.Next(world.Replicas.Length);
        var calls = world.Replicas[replica].Calls.Count;
        return kind switch
        {
            MoveKind.DeleteGraph or MoveKind.DeleteAdapter => new Move(kind, dice.Next(Names.Graphs.Length)),
            MoveKind.EditCeiling => new Move(kind, 0, dice.Next(14)),
            MoveKind.Conflict or MoveKind.LoseCall => new Move(kind, replica, Some(calls)),
            MoveKind.Crash => new Move(kind, replica, dice.Next(2)),
            MoveKind.BreakWatch => new Move(kind, replica, dice.Next(5)),
            MoveKind.DenyLater or MoveKind.Stall => new Move(kind, dice.Next(world.Requests.Length)),
            MoveKind.Duplicate => new Move(kind, dice.Next(world.Requests.Length), replica),
            MoveKind.JumpClock => new Move(kind, replica, 1 + dice.Next(20)),
            MoveKind.Forge => new Move(kind, replica, dice.Next(12)),
            MoveKind.Restore => new Move(kind, dice.Next(4), dice.Next(4)),
            MoveKind.Tamper => new Move(kind, dice.Next(3), dice.Next(8)),
            _ => new Move(kind),
        };
    }

    private int Some(int count) => count < 2 ? 0 : dice.Next(count);
}
