namespace KubeOpsPlanner.Testing.LedgerExplorer;

/// <summary>SplitMix64: the same numbers for the same seed on every runtime.</summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    public int Next(int below)
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (int)((mixed ^ (mixed >> 31)) % (ulong)below);
    }
}
