namespace KubeOpsPlanner.EndToEnd.Concurrency;

/// <param name="Why">What a client who shall come again was told.</param>
internal readonly record struct StormAnswer(int Code, TimeSpan Took, string Why)
{
    /// <summary>None came within the time that anybody may have to wait.</summary>
    public const int None = 0;

    public bool IsStored => Code is >= 200 and < 300;
}
