namespace KubeOpsPlanner.Planning.Sizing;

/// <summary>Requests beyond those that are in flight when all is well.</summary>
/// <param name="Requests">Before their first token: work for both phases.</param>
/// <param name="DrainSeconds">The time in which they shall be worked off.</param>
public readonly record struct Backlog(double Requests, double DrainSeconds)
{
    /// <summary>After their first token: work for decode alone.</summary>
    public double DecodingRequests { get; init; }

    public bool IsEmpty => !(Requests + DecodingRequests > 0) || !(DrainSeconds > 0);

    public double AtPrefill => Requests;

    public double AtDecode => Requests + DecodingRequests;

    public Backlog AtMost(Backlog other) => this with
    {
        Requests = Math.Min(Requests, other.Requests),
        DecodingRequests = Math.Min(DecodingRequests, other.DecodingRequests),
    };
}
