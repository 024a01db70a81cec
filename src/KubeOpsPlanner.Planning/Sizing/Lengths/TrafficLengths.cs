namespace KubeOpsPlanner.Planning.Sizing.Lengths;

/// <summary>Lengths of prompts and answers; null where the frontend has no histogram of them.</summary>
public sealed record TrafficLengths(LengthHistogram? Input, LengthHistogram? Output)
{
    public static TrafficLengths Unknown { get; } = new(null, null);

    /// <summary>What a window tells, with what earlier ones told.</summary>
    public TrafficLengths After(TrafficLengths earlier) => new(
        Input is null || Input.Total <= 0 ? earlier.Input : Input.After(earlier.Input),
        Output is null || Output.Total <= 0 ? earlier.Output : Output.After(earlier.Output));
}
