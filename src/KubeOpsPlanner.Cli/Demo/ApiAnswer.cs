namespace KubeOpsPlanner.Cli.Demo;

/// <summary>What the API server said to a client.</summary>
/// <param name="Code">The HTTP status.</param>
/// <param name="Message">The message of the Status, verbatim; empty on success.</param>
internal sealed record ApiAnswer(int Code, string Message)
{
    public bool IsSuccess => Code is >= 200 and < 300;
}
