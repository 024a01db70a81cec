namespace KubeOpsPlanner.Cli;

public static class ExitCode
{
    public const int Ok = 0;

    /// <summary>The answer is no.</summary>
    public const int No = 1;

    public const int BadUsage = 2;
}
