namespace KubeOpsPlanner.Cli;

/// <summary>Something the user can mend: its one sentence is all that is shown.</summary>
public sealed class UserError(string message) : Exception(message);
