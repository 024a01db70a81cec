using KubeOpsPlanner.Planning.Budgeting;

namespace KubeOpsPlanner.Testing.LedgerExplorer;

/// <param name="DecodeGpus">GPUs of one decode replica; <see cref="Undeclared"/> when nothing says how many there are.</param>
internal readonly record struct Pools(int Prefill, int Decode, int DecodeGpus)
{
    public const int Undeclared = -2;

    /// <summary>What a decode replica really takes where nothing says so: what the ledger must reckon with, and cannot see.</summary>
    private const int HiddenGpus = 2;

    [ThreadStatic]
    private static Dictionary<Pools, GpuVector>? _vectors;

    public GpuVector Vector
    {
        get
        {
            _vectors ??= [];
            if (!_vectors.TryGetValue(this, out var vector))
                _vectors[this] = vector = GpuVector.Of((Names.Prefill, Prefill, 1), (Names.Decode, Decode, Shape));

            return vector;
        }
    }

    public int? Shape => DecodeGpus == Undeclared ? null : DecodeGpus;

    public bool IsUndeclared(int adapterReplicas) => DecodeGpus == Undeclared && Math.Max(Decode, adapterReplicas) > 0;

    public static Pools Of(GpuVector vector) => new(
        vector.Pools.TryGetValue(Names.Prefill, out var prefill) ? prefill.Replicas : 0,
        vector.Pools.TryGetValue(Names.Decode, out var decode) ? decode.Replicas : 0,
        vector.Pools.ContainsKey(Names.Decode) ? decode.GpusPerReplica ?? Undeclared : 0);

    /// <summary>GPUs that it takes when an adapter asks for so many decode replicas.</summary>
    public int GpusWith(int adapterReplicas) =>
        Prefill + ((DecodeGpus == Undeclared ? HiddenGpus : DecodeGpus) * Math.Max(Decode, adapterReplicas));

    /// <summary>Those of them that its status can show.</summary>
    public int KnownGpusWith(int adapterReplicas) => Prefill + (Math.Max(0, DecodeGpus) * Math.Max(Decode, adapterReplicas));

    public override string ToString() => $"{Prefill}+{Decode}x{Shape?.ToString() ?? "?"}";
}
