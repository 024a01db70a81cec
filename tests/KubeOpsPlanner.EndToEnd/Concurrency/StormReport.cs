using System.Globalization;

namespace KubeOpsPlanner.EndToEnd.Concurrency;

/// <summary>What became of a storm.</summary>
/// <param name="Clients">That asked at the same time.</param>
internal sealed record StormReport(int Clients, TimeSpan Elapsed, IReadOnlyList<StormAnswer> Answers)
{
    /// <summary>Codes that a client must be prepared for: done, refused by the budget, somebody was faster, try again.</summary>
    private static readonly int[] Expected = [200, 201, 403, 409, 429];

    /// <summary>What each program used of the processors during the storm. Clients and replicas are in the tests' own process.</summary>
    public IReadOnlyList<(string Program, TimeSpan Used)> ProcessorTimes { get; init; } = [];

    /// <summary>What the API server and the webhooks did meanwhile; see <see cref="ServerWork"/>.</summary>
    public IReadOnlyList<(string What, double Count)> Work { get; init; } = [];

    /// <summary>The largest sum of GPUs that was ever stored; null where no history was kept.</summary>
    public int? MostGpus { get; init; }

    /// <summary>States of the ledger during the storm.</summary>
    public int LedgerWrites { get; init; }

    /// <summary>The largest state of the ledger, with its metadata, as the API server sent it.</summary>
    public int LargestLedgerBytes { get; init; }

    /// <summary>The most reservations that were open at once.</summary>
    public int MostReservations { get; init; }

    /// <summary>Of each write of the ledger, how many changes it reserved.</summary>
    public IReadOnlyList<int> Reservations { get; init; } = [];

    /// <summary>Replicas of the operator that wrote.</summary>
    public int Writers { get; init; }

    public double AnswersPerSecond => Answers.Count / Elapsed.TotalSeconds;

    public double StoredPerSecond => Answers.Count(answer => answer.IsStored) / Elapsed.TotalSeconds;

    /// <summary>Codes that nobody should ever get, with their number.</summary>
    public string Unexpected => Count(Answers.Where(answer => !Expected.Contains(answer.Code)));

    /// <summary>What clients who shall come again were told, with the number of each.</summary>
    public string ComeAgain => string.Join("; ", Answers.Where(answer => answer.Why.Length > 0).CountBy(answer => answer.Why).Select(pair => $"{pair.Value} x {pair.Key}"));

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Clients} clients for {Elapsed.TotalSeconds:0.0} s: {Answers.Count} answers ({AnswersPerSecond:0}/s, {StoredPerSecond:0}/s stored; {Count(Answers)}); "
        + $"p50 {Milliseconds(0.5):0} ms, p95 {Milliseconds(0.95):0} ms, p99 {Milliseconds(0.99):0} ms, slowest {Milliseconds(1):0} ms; processor per answer: ")
        + string.Join(", ", ProcessorTimes.Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Program} {each.Used.TotalMilliseconds / Answers.Count:0.0} ms")))
        + (MostGpus is null ? "" : LedgerLine);

    /// <summary>One line for each kind of work, for 100 answers.</summary>
    public string WorkTable => string.Join('\n', Work.Select(each => string.Create(
        CultureInfo.InvariantCulture, $"{100 * each.Count / Answers.Count,8:0.0}  {each.What}")));

    private string LedgerLine => string.Create(
        CultureInfo.InvariantCulture,
        $"; most GPUs {MostGpus}; ledger written {LedgerWrites / Elapsed.TotalSeconds:0}/s, {Reservations.Count(each => each > 0)} writes reserved {Reservations.Sum()} changes, {MostReservations} reservations and {LargestLedgerBytes} bytes at most{(ComeAgain.Length > 0 ? $"; {ComeAgain}" : "")}");

    private double Milliseconds(double share)
    {
        var sorted = Answers.Select(answer => answer.Took.TotalMilliseconds).Order().ToList();
        return sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Count) - 1)];
    }

    private static string Count(IEnumerable<StormAnswer> answers) => string.Join(
        ", ", answers.CountBy(answer => answer.Code).OrderBy(pair => pair.Key).Select(pair => pair.Key == StormAnswer.None ? $"{pair.Value} x none in time" : $"{pair.Value} x {pair.Key}"));
}
