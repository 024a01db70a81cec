namespace KubeOpsPlanner.Operator.Observations.Engines;

/// <summary>Values of Dynamo's label and field <c>worker_type</c>.</summary>
internal static class WorkerKind
{
    public const string Prefill = "prefill";
    public const string Decode = "decode";
    public const string Aggregated = "aggregated";

    /// <summary>
    /// Shares out what a source tells by role. What carries no kind belongs to the only role there is; where two are
    /// planned nobody can say whose it is.
    /// </summary>
    public static (IReadOnlyList<T> Prefill, IReadOnlyList<T> Decode) Split<T>(
        IReadOnlyCollection<T> told, Func<T, string> kind, EngineQuestion question) => question switch
        {
            { Decode: null } => ([.. told.Where(item => kind(item) is "" or Prefill)], []),
            { Prefill: null } => ([], [.. told.Where(item => kind(item) != Prefill)]),
            _ => ([.. told.Where(item => kind(item) == Prefill)], [.. told.Where(item => kind(item) is Decode or Aggregated)]),
        };
}
