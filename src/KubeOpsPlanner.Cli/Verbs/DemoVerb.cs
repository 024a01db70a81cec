using System.CommandLine;

namespace KubeOpsPlanner.Cli.Verbs;

internal static class DemoVerb
{
    public static Command Create() => new("demo", "x");
}
