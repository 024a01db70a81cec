using System.CommandLine;
using KubeOpsPlanner.Cli.Dev.Faults;
using KubeOpsPlanner.Cli.Output;
using KubeOpsPlanner.DevCluster.Faults;

namespace KubeOpsPlanner.Cli.Verbs;

/// <summary>Faults of a running development cluster, on demand.</summary>
internal sealed class FaultVerb
{
    private readonly Option<string?> _kubeconfig = new("--kubeconfig")
    {
        Description = $"Of the development cluster; an administrator's. Default: KUBECONFIG, then {FaultClient.LocalKubeconfig}.",
        HelpName = "file",
        Recursive = true,
    };

    private readonly Option<string?> _context = new("--context")
    {
        Description = "Of the kubeconfig. Default: its current one.",
        HelpName = "name",
        Recursive = true,
    };

    private FaultVerb()
    {
    }

    public static Command Create() => new FaultVerb().Build();

    private Command Build() => new(
        "fault", "Make the API server of a running development cluster fail: refuse, lose, delay, drop, stall, show old lists, restart.")
    {
        _kubeconfig, _context, Add(), List(), Remove(), Clear(), Restart(),
    };

    private Command Add()
    {
        var options = new FaultOptions();
        var output = OutputOptions.Format();
        var verb = new Command("add", "Let a fault befall requests from now on.") { output };
        options.AddTo(verb);
        verb.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = Open(parsed);
            var rule = options.Read(parsed, await FreeNameAsync(client, options.Effect(parsed), cancellationToken));
            await client.AddAsync(rule, cancellationToken);
            await OutputOptions.WriteAsync(
                parsed.InvocationConfiguration.Output, parsed.GetValue(output), FaultRuleJson.Write(rule),
                _ => $"Fault {rule.Name} is at work; end it with: kubectl planner dev fault remove {rule.Name}\n");
            return ExitCode.Ok;
        });
        return verb;
    }

    private Command List()
    {
        var output = OutputOptions.Format();
        var verb = new Command("list", "Show the faults, whom they befell how often, and when they end.") { output };
        verb.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = Open(parsed);
            var list = await client.ListAsync(cancellationToken);
            await OutputOptions.WriteAsync(parsed.InvocationConfiguration.Output, parsed.GetValue(output), list, FaultTable.Format);
            return ExitCode.Ok;
        });
        return verb;
    }

    private Command Remove()
    {
        var name = new Argument<string>("name") { Description = "Of the fault, as list shows it." };
        var verb = new Command("remove", "End one fault.") { name };
        verb.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = Open(parsed);
            var removed = await client.RemoveAsync(parsed.GetValue(name)!, cancellationToken);
            await WriteAsync(parsed, $"Fault {removed["name"]} is gone; hits: {removed["hits"]}.\n");
            return ExitCode.Ok;
        });
        return verb;
    }

    private Command Clear()
    {
        var verb = new Command("clear", "End all faults.");
        verb.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = Open(parsed);
            var removed = (await client.ClearAsync(cancellationToken))["items"]!.AsArray().Count;
            await WriteAsync(parsed, removed == 0 ? "There were no faults.\n" : $"Removed {removed}.\n");
            return ExitCode.Ok;
        });
        return verb;
    }

    private Command Restart()
    {
        var forgets = new Option<bool>("--without-memory") { Description = "Come back empty, as over a lost etcd: other uids, resourceVersions from the beginning." };
        var down = CommonOptions.Duration("--down", "How long no connection is taken, e.g. 5s. Default: as short as can be.");
        var verb = new Command("restart", "Break every connection and come back, with everything that was stored.") { forgets, down };
        verb.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = Open(parsed);
            var order = new RestartOrder(!parsed.GetValue(forgets), parsed.GetValue(down) ?? TimeSpan.Zero);
            await client.RestartAsync(order, cancellationToken);
            await WriteAsync(parsed, order.KeepsMemory
                ? "The API server restarts with everything that was stored.\n"
                : "The API server restarts empty; fill it again with: kubectl apply --server-side -f crds/ -f crds/upstream/\n");
            return ExitCode.Ok;
        });
        return verb;
    }

    private static async Task<string> FreeNameAsync(FaultClient client, FaultEffect effect, CancellationToken cancellationToken)
    {
        var taken = (await client.ListAsync(cancellationToken))["items"]!.AsArray().Select(item => item!["name"]!.ToString()).ToHashSet();
        return Enumerable.Range(1, taken.Count + 1).Select(number => $"{FaultEffects.Name(effect)}-{number}").First(name => !taken.Contains(name));
    }

    private FaultClient Open(ParseResult parsed) => FaultClient.Open(
        FaultClient.KubeconfigOf(parsed.GetValue(_kubeconfig), Environment.GetEnvironmentVariable("KUBECONFIG")), parsed.GetValue(_context));

    private static Task WriteAsync(ParseResult parsed, string text) => parsed.InvocationConfiguration.Output.WriteAsync(text);
}
