using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("KubeOpsPlanner.Cli.Tests")]
[assembly: InternalsVisibleTo("KubeOpsPlanner.EndToEnd")]
