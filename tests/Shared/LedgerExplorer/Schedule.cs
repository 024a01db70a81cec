using System.Collections.Immutable;

namespace KubeOpsPlanner.Testing.LedgerExplorer;

/// <summary>A run: the seed that says where it begins, and the moves made from there.</summary>
public sealed record Schedule(ulong Seed, ImmutableArray<Move> Moves)
{
    /// <param name="start">Of where the run begins: two seeds may begin alike.</param>
    public ulong HashFrom(ulong start)
    {
        foreach (var move in Moves)
            start = Mix(start, ((ulong)move.Kind << 48) | ((ulong)(uint)move.A << 24) | (uint)move.B);

        return start;
    }

    /// <summary>The form that <see cref="ToString"/> gives: the seed, then a move a line.</summary>
    public static Schedule Parse(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return new Schedule(ulong.Parse(lines[0].Split(' ')[1]), [.. lines[1..].Select(Move.Parse)]);
    }

    public override string ToString() => $"seed {Seed}\n{string.Join('\n', Moves)}";

    public static ulong Mix(ulong hash, ulong word)
    {
        hash = (hash ^ word) * 0x9E3779B97F4A7C15;
        return hash ^ (hash >> 29);
    }
}
