namespace KubeOpsPlanner.Testing.LedgerExplorer;

/// <summary>One step of one party. What the numbers mean depends on the kind; a move that is not possible is passed over.</summary>
public readonly record struct Move(MoveKind Kind, int A = 0, int B = 0)
{
    public static Move Parse(string line)
    {
        var words = line.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new Move(Enum.Parse<MoveKind>(words[0]), Number(1), Number(2));

        int Number(int index) => words.Length > index ? int.Parse(words[index]) : 0;
    }

    public override string ToString() => $"{Kind} {A} {B}";
}
