using KubeOpsPlanner.Planning.Budgeting.Bands;

namespace KubeOpsPlanner.Planning.Sizing.Checks;

/// <summary>The forecast of an interval is a mean; what the last hour's bursts would have needed within it is kept beside it.</summary>
public static class BurstsAreCovered
{
    public static SizingStep Check(SizingSnapshot snapshot, ReplicaPair proposal)
    {
        var lifted = snapshot.Bursts?.Wanted is { } wanted ? proposal.AtLeast(wanted) : proposal;
        return new SizingStep(nameof(BurstsAreCovered), proposal, lifted, null, lifted == proposal ? "" : $"bursts lift {snapshot.Words(proposal)} to {snapshot.Words(lifted)} ({Rules(snapshot.Bursts!)}).");
    }

    private static string Rules(Bursts.BurstMemory bursts) => string.Join("; ", new[]
    {
        bursts.Prefill is { } prefill ? $"prefill: {prefill.Rule}" : null,
        bursts.Decode is { } decode ? $"decode: {decode.Rule}" : null,
    }.OfType<string>());
}
