using System.CommandLine;
using System.CommandLine.Parsing;
using KubeOpsPlanner.DevCluster.Faults;

namespace KubeOpsPlanner.Cli.Verbs;

/// <summary>A rule, word by word. What makes no sense in it the server says, as it does to everybody.</summary>
internal sealed class FaultOptions
{
    private readonly Argument<FaultEffect> _effect = new("effect")
    {
        Description = """
            conflict: 409 · throttle: 429 with Retry-After · error: a 5xx · slow: handled late ·
            lose-request: the connection breaks, nothing happened · lose-answer: it breaks after the write took effect ·
            stale-list: lists show the state of now · drop-watch: watches break · stall-watch: watches say nothing
            """,
        HelpName = string.Join('|', FaultEffects.Names),
        CustomParser = ParseEffect,
    };

    private readonly Option<string?> _name = Text("--name", "Of the fault. Default: the effect and a number.", "name");
    private readonly Option<string[]> _verbs = new("--verb")
    {
        Description = "Only requests with one of these verbs, e.g. update,patch. Default: those that the effect is for.",
        HelpName = "verbs",
        CustomParser = result => [.. result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries))],
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string?> _resource = Text("--resource", "Only for it, e.g. pods, dynamographdeployments.nvidia.com or dynamographdeployments.nvidia.com/status.", "resource");
    private readonly Option<string?> _namespace = Text("--namespace", "Only in it.", "namespace", "-n");
    private readonly Option<string?> _object = Text("--object", "Only for the object of this name.", "name");
    private readonly Option<string?> _user = Text("--user", "Only for this user, by the full name.", "name");
    private readonly Option<string?> _agent = Text("--user-agent", "Only for clients whose user agent begins so, e.g. kubectl.", "text");
    private readonly Option<double> _probability = CommonOptions.Positive("--probability", "Of a request that matches, up to 1.", 1);
    private readonly Option<int> _seed = CommonOptions.Number("--seed", "Of the draws", 0, 0, int.MaxValue);
    private readonly Option<int?> _count = CommonOptions.Whole("--count", "How many requests it befalls. Default: no limit.", 1, int.MaxValue);
    private readonly Option<TimeSpan?> _lasting = CommonOptions.Duration("--for", "How long it lasts, e.g. 30s. Default: until it is removed.");
    private readonly Option<TimeSpan?> _delay = CommonOptions.Duration("--delay", "How long slow waits, or a lost request before its connection breaks, e.g. 5s.");
    private readonly Option<int?> _code = CommonOptions.Whole("--code", "Of error, 500 to 599. Default: 500.", 500, 599);
    private readonly Option<TimeSpan?> _retryAfter = CommonOptions.Duration("--retry-after", "Of throttle, whole seconds. Default: 1s.");
    private readonly Option<int?> _afterEvents = CommonOptions.Whole("--after-events", "Of drop-watch: what a watch still gets that is opened later. Default: 0.", 0, int.MaxValue);
    private readonly Option<bool> _consistent = new("--also-consistent-reads")
    {
        Description = "Of stale-list: also lists that ask for the newest state, which no Kubernetes API server may do.",
    };

    public void AddTo(Command verb)
    {
        verb.Add(_effect);
        foreach (var option in new Option[]
        {
            _name, _verbs, _resource, _namespace, _object, _user, _agent, _probability, _seed, _count, _lasting, _delay, _code, _retryAfter,
            _afterEvents, _consistent,
        })
        {
            verb.Add(option);
        }
    }

    public FaultEffect Effect(ParseResult parsed) => parsed.GetValue(_effect);

    /// <param name="freeName">For a rule whose name is not given.</param>
    public FaultRule Read(ParseResult parsed, string freeName)
    {
        var plain = new FaultRule { Name = parsed.GetValue(_name) ?? freeName, Effect = Effect(parsed) };
        return plain with
        {
            Match = new FaultMatch
            {
                Verbs = parsed.GetValue(_verbs) ?? [],
                Resource = parsed.GetValue(_resource) ?? "",
                Namespace = parsed.GetValue(_namespace) ?? "",
                Name = parsed.GetValue(_object) ?? "",
                User = parsed.GetValue(_user) ?? "",
                UserAgent = parsed.GetValue(_agent) ?? "",
            },
            Probability = parsed.GetValue(_probability),
            Seed = parsed.GetValue(_seed),
            Count = parsed.GetValue(_count),
            Lasting = parsed.GetValue(_lasting),
            Delay = parsed.GetValue(_delay) ?? plain.Delay,
            Code = parsed.GetValue(_code) ?? plain.Code,
            RetryAfter = parsed.GetValue(_retryAfter) ?? plain.RetryAfter,
            AfterEvents = parsed.GetValue(_afterEvents) ?? plain.AfterEvents,
            AlsoConsistentReads = parsed.GetValue(_consistent),
        };
    }

    private static Option<string?> Text(string name, string description, string helpName, params string[] aliases) =>
        new(name, aliases) { Description = description, HelpName = helpName };

    private static FaultEffect ParseEffect(ArgumentResult result)
    {
        var text = result.Tokens[^1].Value;
        if (FaultEffects.Find(text) is { } effect)
        {
            return effect;
        }

        result.AddError($"effect {text} is not known: use one of {string.Join(", ", FaultEffects.Names)}");
        return default;
    }
}
