using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace KubeOpsPlanner.DevCluster.Faults;

/// <summary>Rules as JSON, for the server's endpoint and for people who print them. Durations are in seconds.</summary>
public static class FaultRuleJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        NumberHandling = JsonNumberHandling.Strict,
    };

    /// <exception cref="FaultRuleException">Not JSON of a rule.</exception>
    public static FaultRule Read(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return (JsonSerializer.Deserialize<Document>(utf8, Options) ?? throw new FaultRuleException("a fault must be a JSON object")).ToRule();
        }
        catch (JsonException error)
        {
            throw new FaultRuleException($"a fault cannot be read: {error.Message}");
        }
    }

    public static JsonObject Write(FaultRule rule) => JsonSerializer.SerializeToNode(Document.Of(rule), Options)!.AsObject();

    /// <summary>The rule with its <c>state</c>, <c>hits</c> and, where it has an end, <c>endsInSeconds</c>.</summary>
    public static JsonObject Write(FaultStatus status)
    {
        var json = Write(status.Rule);
        json["state"] = status.State;
        json["hits"] = status.Hits;
        if (status.EndsIn is { } left)
            json["endsInSeconds"] = Math.Round(left.TotalSeconds, 1);
        return json;
    }

    private sealed record Document
    {
        public string Name { get; init; } = "";

        public string Effect { get; init; } = "";

        public Target? Match { get; init; }

        public double? Probability { get; init; }

        public int? Seed { get; init; }

        public int? Count { get; init; }

        public double? ForSeconds { get; init; }

        public int? Code { get; init; }

        public double? RetryAfterSeconds { get; init; }

        public double? DelaySeconds { get; init; }

        public int? AfterEvents { get; init; }

        public bool? AlsoConsistentReads { get; init; }

        public static Document Of(FaultRule rule) => new()
        {
            Name = rule.Name,
            Effect = FaultEffects.Name(rule.Effect),
            Match = Target.Of(rule.Match),
            Probability = rule.Probability != 1 ? rule.Probability : null,
            Seed = rule.Seed != 0 ? rule.Seed : null,
            Count = rule.Count,
            ForSeconds = rule.Lasting?.TotalSeconds,
            Code = rule.Effect == FaultEffect.Error ? rule.Code : null,
            RetryAfterSeconds = rule.Effect == FaultEffect.Throttle ? rule.RetryAfter.TotalSeconds : null,
            DelaySeconds = rule.Delay != TimeSpan.Zero ? rule.Delay.TotalSeconds : null,
            AfterEvents = rule.AfterEvents != 0 ? rule.AfterEvents : null,
            AlsoConsistentReads = rule.AlsoConsistentReads ? true : null,
        };

        public FaultRule ToRule()
        {
            var plain = new FaultRule
            {
                Name = Name,
                Effect = FaultEffects.Find(Effect)
                    ?? throw new FaultRuleException($"effect \"{Effect}\" is not known: use one of {string.Join(", ", FaultEffects.Names)}"),
            };
            return plain with
            {
                Match = Match?.ToMatch() ?? plain.Match,
                Probability = Probability ?? plain.Probability,
                Seed = Seed ?? plain.Seed,
                Count = Count,
                Lasting = ForSeconds is { } seconds ? Duration(seconds) : null,
                Code = Code ?? plain.Code,
                RetryAfter = RetryAfterSeconds is { } wait ? Duration(wait) : plain.RetryAfter,
                Delay = DelaySeconds is { } delay ? Duration(delay) : plain.Delay,
                AfterEvents = AfterEvents ?? plain.AfterEvents,
                AlsoConsistentReads = AlsoConsistentReads ?? plain.AlsoConsistentReads,
            };
        }

        // What is far beyond any limit would overflow.
        private static TimeSpan Duration(double seconds) => TimeSpan.FromSeconds(Math.Clamp(seconds, -1, TimeSpan.MaxValue.TotalSeconds / 2));
    }

    private sealed record Target
    {
        public IReadOnlyList<string>? Verbs { get; init; }

        public string? Resource { get; init; }

        public string? Namespace { get; init; }

        public string? Name { get; init; }

        public string? User { get; init; }

        public string? UserAgent { get; init; }

        public static Target? Of(FaultMatch match) => match == new FaultMatch() with { Verbs = match.Verbs } && match.Verbs.Count == 0
            ? null
            : new Target
            {
                Verbs = match.Verbs.Count > 0 ? match.Verbs : null,
                Resource = Named(match.Resource),
                Namespace = Named(match.Namespace),
                Name = Named(match.Name),
                User = Named(match.User),
                UserAgent = Named(match.UserAgent),
            };

        public FaultMatch ToMatch() => new()
        {
            Verbs = Verbs ?? [],
            Resource = Resource ?? "",
            Namespace = Namespace ?? "",
            Name = Name ?? "",
            User = User ?? "",
            UserAgent = UserAgent ?? "",
        };

        private static string? Named(string text) => text.Length > 0 ? text : null;
    }
}
