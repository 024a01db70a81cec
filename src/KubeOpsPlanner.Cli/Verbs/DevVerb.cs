using System.CommandLine;
using KubeOpsPlanner.Cli.Dev;
using Microsoft.Extensions.Logging;

namespace KubeOpsPlanner.Cli.Verbs;

/// <summary>What <c>make dev</c> calls.</summary>
internal static class DevVerb
{
    public static Command Create()
    {
        var port = CommonOptions.Port(
            "--port", $"Loopback port of the API server; 0 takes a free one. Default: {DevSession.PreferredPort}, or a free one where that is taken.");
        var folder = new Option<DirectoryInfo>("--folder")
        {
            Description = "Where the kubeconfig is written.",
            DefaultValueFactory = _ => new DirectoryInfo(".dev"),
            HelpName = "folder",
        };
        var scale = CommonOptions.Positive("--time-scale", "How many seconds of traffic and planning pass in one second.", 1);
        var bare = new Option<bool>("--bare") { Description = "Start with no budget, graphs and plans." };
        var rbac = new Option<bool>("--rbac") { Description = "Enforce roles and bindings; otherwise every user may do everything but break the budget." };
        var apiOnly = new Option<bool>("--api-only") { Description = "Start the API server with the definitions alone: no graphs, no operator." };
        var verbose = CommonOptions.Verbose();
        var verb = new Command(
            "dev", "A cluster with simulated GPUs and the operator in this process, until Ctrl-C; real kubectl works against it.")
        {
            port, folder, scale, bare, rbac, apiOnly, verbose, DemoVerb.Create(), FaultVerb.Create(),
        };
        verb.SetAction((parsed, cancellationToken) => DevSession.RunAsync(
            new DevSessionOptions(
                parsed.GetValue(folder)!,
                parsed.GetValue(port),
                parsed.GetValue(scale),
                parsed.GetValue(bare),
                parsed.GetValue(rbac),
                parsed.GetValue(verbose) ? LogLevel.Information : LogLevel.Warning,
                parsed.GetValue(apiOnly)),
            parsed.InvocationConfiguration.Output,
            cancellationToken));
        return verb;
    }
}
