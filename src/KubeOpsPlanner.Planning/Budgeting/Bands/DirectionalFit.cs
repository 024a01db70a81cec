namespace KubeOpsPlanner.Planning.Budgeting.Bands;

/// <summary>
/// Goes as far from the current pair towards a proposal as the band permits, without inventing a donor: no role moves
/// against its own proposal, and a rebalance (one up, one down) moves both roles or none.
/// </summary>
/// <remarks>
/// Among the pairs in the band the nearest to the proposal wins (in replicas, not GPUs), then the one that divides the
/// progress as the proposal does, then the one with more progress. The shorter axis is enumerated.
/// </remarks>
public static class DirectionalFit
{
    public static ReplicaPair FitPair(ReplicaPair current, ReplicaPair proposed, PairShape shape, GpuBand band)
    {
        var search = new Search(current, proposed, shape, band);
        if (Math.Abs(proposed.Prefill - current.Prefill) <= Math.Abs(proposed.Decode - current.Decode))
        {
            foreach (var prefill in Way(current.Prefill, proposed.Prefill)) search.TryPrefill(prefill);
        }
        else
        {
            foreach (var decode in Way(current.Decode, proposed.Decode)) search.TryDecode(decode);
        }

        search.Try(current);
        return search.Best ?? current;
    }

    internal static bool IsOpposing(ReplicaPair current, ReplicaPair proposed) =>
        Math.Sign(proposed.Prefill - current.Prefill) * Math.Sign(proposed.Decode - current.Decode) < 0;

    private static IEnumerable<int> Way(int from, int to)
    {
        var step = Math.Sign(to - from);
        for (var value = from; value != to; value += step) yield return value;
        yield return to;
    }

    private sealed class Search(ReplicaPair current, ReplicaPair proposed, PairShape shape, GpuBand band)
    {
        private readonly bool _opposing = IsOpposing(current, proposed);
        private (long Distance, long Skew, long Regress, int Prefill, int Decode)? _score;

        public ReplicaPair? Best => _score is { } score ? new ReplicaPair(score.Prefill, score.Decode) : null;

        public void TryPrefill(int prefill)
        {
            var room = Room((long)prefill * shape.PrefillGpus, shape.DecodeGpus);
            if (Nearest(current.Decode, proposed.Decode, shape.Minimum.Decode, room) is { } decode) Try(new ReplicaPair(prefill, decode));
        }

        public void TryDecode(int decode)
        {
            var room = Room((long)decode * shape.DecodeGpus, shape.PrefillGpus);
            if (Nearest(current.Prefill, proposed.Prefill, shape.Minimum.Prefill, room) is { } prefill) Try(new ReplicaPair(prefill, decode));
        }

        public void Try(ReplicaPair pair)
        {
            if (pair.IsBelow(shape.Minimum) || !shape.Fits(band, pair)) return;
            if (_opposing && pair.Prefill == current.Prefill != (pair.Decode == current.Decode)) return;
            long wantedPrefill = Math.Abs(proposed.Prefill - current.Prefill);
            long wantedDecode = Math.Abs(proposed.Decode - current.Decode);
            long movedPrefill = Math.Abs(pair.Prefill - current.Prefill);
            long movedDecode = Math.Abs(pair.Decode - current.Decode);
            var score = (
                wantedPrefill - movedPrefill + (wantedDecode - movedDecode),
                Math.Abs(movedPrefill * wantedDecode - movedDecode * wantedPrefill),
                -(movedPrefill + movedDecode),
                pair.Prefill,
                pair.Decode);
            if (_score is not { } best || score.CompareTo(best) < 0) _score = score;
        }

        private (long Least, long Most) Room(long otherGpus, int gpusPerReplica)
        {
            if (gpusPerReplica <= 0) return (0, int.MaxValue);
            var most = band.HasCeiling ? FloorDivide(band.MaxGpus - otherGpus, gpusPerReplica) : int.MaxValue;
            var floor = band.HasFloor ? band.MinGpus - shape.ToleranceIn(band) - otherGpus : 0;
            return (-FloorDivide(-floor, gpusPerReplica), most);
        }

        private static int? Nearest(int from, int to, int minimum, (long Least, long Most) room)
        {
            var least = Math.Max(Math.Max(Math.Min(from, to), minimum), room.Least);
            var most = Math.Min(Math.Max(from, to), room.Most);
            return least > most ? null : (int)Math.Clamp(to, least, most);
        }

        private static long FloorDivide(long value, long divisor) =>
            value >= 0 ? value / divisor : -((-value + divisor - 1) / divisor);
    }
}
