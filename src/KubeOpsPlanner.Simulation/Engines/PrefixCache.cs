namespace KubeOpsPlanner.Simulation.Engines;

/// <summary>
/// Which prompt blocks lie in the KV cache of a worker, or of all workers together without the copies that several would
/// hold; the least recently used are forgotten first.
/// </summary>
/// <param name="blockTokens">Tokens of one hashed block; 512 in the Mooncake traces.</param>
internal sealed class PrefixCache(int blockTokens)
{
    public const int MooncakeBlockTokens = 512;

    private readonly Dictionary<long, LinkedListNode<long>> _blocks = [];
    private readonly LinkedList<long> _byUse = new();

    /// <summary>Blocks that it holds at most.</summary>
    public long CapacityBlocks { get; private set; }

    public void Resize(long capacityTokens)
    {
        CapacityBlocks = capacityTokens / blockTokens;
        Forget();
    }

    /// <returns>The prompt's leading tokens that need not be computed again; at least one token always is.</returns>
    public int Known(EngineRequest request)
    {
        if (request.Trace.PrefixHashes is not { Count: > 0 } hashes)
        {
            return 0;
        }

        var known = 0;
        while (known < hashes.Count && _blocks.ContainsKey(hashes[known]))
        {
            known++;
        }

        return (int)Math.Min((long)known * blockTokens, request.Trace.InputTokens - 1);
    }

    /// <summary>Looks a prompt's blocks up and remembers them all.</summary>
    /// <inheritdoc cref="Known"/>
    public int Reuse(EngineRequest request)
    {
        var known = Known(request);
        var hashes = request.Trace.PrefixHashes ?? [];

        // From the end, so that beginnings, which others share, are the most recently used and forgotten last.
        for (var i = hashes.Count - 1; i >= 0; i--)
        {
            Touch(hashes[i]);
        }

        Forget();
        return known;
    }

    private void Touch(long block)
    {
        if (_blocks.TryGetValue(block, out var node))
        {
            _byUse.Remove(node);
            _byUse.AddFirst(node);
        }
        else
        {
            _blocks[block] = _byUse.AddFirst(block);
        }
    }

    private void Forget()
    {
        while (_blocks.Count > CapacityBlocks)
        {
            _blocks.Remove(_byUse.Last!.Value);
            _byUse.RemoveLast();
        }
    }
}
