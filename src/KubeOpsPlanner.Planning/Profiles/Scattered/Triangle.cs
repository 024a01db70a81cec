namespace KubeOpsPlanner.Planning.Profiles.Scattered;

/// <summary>Three points by their indices, counter-clockwise.</summary>
internal readonly record struct Triangle(int A, int B, int C)
{
    public IEnumerable<(int From, int To)> Edges => [(A, B), (B, C), (C, A)];

    /// <summary>The corner that is not on an edge.</summary>
    public int Opposite((int From, int To) edge) => A != edge.From && A != edge.To ? A : B != edge.From && B != edge.To ? B : C;
}
