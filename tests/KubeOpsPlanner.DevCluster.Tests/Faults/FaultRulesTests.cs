using KubeOpsPlanner.DevCluster.Authentication;
using KubeOpsPlanner.DevCluster.Authorization;
using KubeOpsPlanner.DevCluster.Faults;

namespace KubeOpsPlanner.DevCluster.Tests.Faults;

public sealed class FaultRulesTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly AccessRequest Patch = new(
        WellKnownUsers.Create("alice", "", []), "patch", "nvidia.com", "dynamographdeployments", "scale", "inference", "chat");

    public static TheoryData<string, FaultMatch, bool> Matches => new()
    {
        { "nothing named", new FaultMatch(), true },
        { "the verb", new FaultMatch { Verbs = ["update", "patch"] }, true },
        { "another verb", new FaultMatch { Verbs = ["update"] }, false },
        { "the resource with its subresources", new FaultMatch { Resource = "dynamographdeployments.nvidia.com" }, true },
        { "the subresource", new FaultMatch { Resource = "dynamographdeployments.nvidia.com/scale" }, true },
        { "another subresource", new FaultMatch { Resource = "dynamographdeployments.nvidia.com/status" }, false },
        { "the plural of another group", new FaultMatch { Resource = "dynamographdeployments" }, false },
        { "the namespace and the name", new FaultMatch { Namespace = "inference", Name = "chat" }, true },
        { "another namespace", new FaultMatch { Namespace = "team-x" }, false },
        { "another name", new FaultMatch { Name = "code" }, false },
        { "the user", new FaultMatch { User = "alice" }, true },
        { "another user", new FaultMatch { User = "ali" }, false },
        { "the beginning of the user agent", new FaultMatch { UserAgent = "kubectl/" }, true },
        { "another user agent", new FaultMatch { UserAgent = "kubeops-planner" }, false },
    };

    [Theory]
    [MemberData(nameof(Matches))]
    public void A_rule_matches_what_it_names(string what, FaultMatch match, bool expected) =>
        Assert.True(match.Matches(Patch, "kubectl/v1.32.0") == expected, what);

    [Fact]
    public void What_is_no_resource_meets_no_fault() =>
        Assert.False(new FaultMatch().Matches(new AccessRequest(Patch.User, "get", NonResourcePath: "/version"), "kubectl"));

    [Theory]
    [InlineData("", "name \"\" is not 1 to 63 lower-case letters, digits or dashes")]
    [InlineData("A b", "name \"A b\" is not 1 to 63 lower-case letters")]
    public void A_name_is_plain(string name, string sentence) =>
        Assert.Contains(sentence, Refusal(new FaultRule { Name = name, Effect = FaultEffect.Conflict }));

    public static TheoryData<FaultRule, string> Senseless => new()
    {
        { Rule() with { Probability = 1.5 }, "fault \"f\": probability 1.5 is not above 0 and at most 1: use for example 0.5" },
        { Rule() with { Probability = 0 }, "fault \"f\": probability 0 is not above 0 and at most 1: use for example 0.5" },
        { Rule() with { Count = 0 }, "fault \"f\": count 0 is below 1: leave it out for no limit" },
        { Rule() with { Lasting = TimeSpan.Zero }, "fault \"f\": duration 0 s is not above 0: leave it out for no limit" },
        { Rule() with { Match = new FaultMatch { Verbs = ["watch"] } }, "fault \"f\": verb \"watch\" cannot meet conflict: use one of create, update, patch, delete, deletecollection" },
        { Rule(FaultEffect.StaleList) with { Match = new FaultMatch { Verbs = ["get"] } }, "fault \"f\": verb \"get\" cannot meet stale-list: use one of list" },
        { Rule(FaultEffect.Error) with { Code = 404 }, "fault \"f\": code 404 is not from 500 to 599: use conflict for 409 and throttle for 429" },
        { Rule(FaultEffect.Slow), "fault \"f\": a slow answer needs a delay above 0 s: use for example 5" },
        { Rule(FaultEffect.Slow) with { Delay = TimeSpan.FromHours(1) }, "fault \"f\": delay 3600 s is not from 0 to 600 s: use for example 5" },
        { Rule(FaultEffect.Throttle) with { RetryAfter = TimeSpan.FromSeconds(0.5) }, "fault \"f\": Retry-After 0.5 s is not whole seconds from 1 to 600: use for example 2" },
        { Rule(FaultEffect.DropWatch) with { AfterEvents = -1 }, "fault \"f\": afterEvents -1 is below 0: use 0 to break watches at once" },
    };

    [Theory]
    [MemberData(nameof(Senseless))]
    public void A_rule_that_makes_no_sense_is_refused_with_its_value_and_the_remedy(FaultRule rule, string sentence) =>
        Assert.Equal(sentence, Refusal(rule));

    [Fact]
    public void A_rule_befalls_as_many_requests_as_it_counts_and_is_used_up_then()
    {
        var rules = With(Rule() with { Count = 2 });

        Assert.Equal([true, true, false], Draws(rules, 3));
        Assert.Equal((FaultStatus.UsedUp, 2), (rules.List(Start)[0].State, rules.List(Start)[0].Hits));
    }

    [Fact]
    public void A_rule_ends_with_its_time()
    {
        var rules = With(Rule() with { Lasting = TimeSpan.FromSeconds(10) });

        Assert.NotNull(rules.Draw(Patch, "", Start + TimeSpan.FromSeconds(9)));
        Assert.Equal(TimeSpan.FromSeconds(1), rules.List(Start + TimeSpan.FromSeconds(9))[0].EndsIn);
        Assert.Null(rules.Draw(Patch, "", Start + TimeSpan.FromSeconds(10)));
        Assert.Equal(FaultStatus.Expired, rules.List(Start + TimeSpan.FromSeconds(10))[0].State);
    }

    [Fact]
    public void The_same_seed_draws_the_same_and_another_one_differs()
    {
        static IReadOnlyList<bool> Drawn(int seed) => Draws(With(Rule() with { Probability = 0.5, Seed = seed }), 64);

        Assert.Equal(Drawn(7), Drawn(7));
        Assert.NotEqual(Drawn(7), Drawn(8));
        Assert.InRange(Drawn(7).Count(hit => hit), 16, 48);
    }

    [Fact]
    public void The_first_rule_that_wins_its_draw_befalls_the_request()
    {
        var rules = With(Rule() with { Count = 1 }, Rule(FaultEffect.Throttle) with { Name = "then" });

        Assert.Equal(FaultEffect.Conflict, rules.Draw(Patch, "", Start)!.Rule.Effect);
        Assert.Equal(FaultEffect.Throttle, rules.Draw(Patch, "", Start)!.Rule.Effect);
    }

    [Fact]
    public void A_name_is_free_again_when_its_rule_is_over()
    {
        var rules = With(Rule() with { Count = 1 });

        Assert.Contains("is already there: remove it first, or choose another name", Assert.Throws<FaultRuleException>(() => rules.Add(Rule(), 1, Start)).Message);
        Draws(rules, 1);
        rules.Add(Rule(), 1, Start);
        Assert.Equal(0, Assert.Single(rules.List(Start)).Hits);
        Assert.True(rules.Remove("f"));
        Assert.False(rules.Remove("f"));
    }

    [Theory]
    [InlineData("""{"name":"a","effect":"conflict"}""")]
    [InlineData("""{"name":"a","effect":"error","match":{"verbs":["patch"],"resource":"pods","namespace":"n","name":"p","user":"u","userAgent":"k"},"probability":0.5,"seed":7,"count":3,"forSeconds":30,"code":503}""")]
    [InlineData("""{"name":"a","effect":"throttle","retryAfterSeconds":2}""")]
    [InlineData("""{"name":"a","effect":"lose-answer","delaySeconds":1.5}""")]
    [InlineData("""{"name":"a","effect":"drop-watch","afterEvents":4}""")]
    [InlineData("""{"name":"a","effect":"stale-list","alsoConsistentReads":true}""")]
    public void A_rule_is_written_as_it_is_read(string json)
    {
        var written = FaultRuleJson.Write(FaultRuleJson.Read(System.Text.Encoding.UTF8.GetBytes(json))).ToJsonString();

        Assert.Equal(json, written);
    }

    [Theory]
    [InlineData("""{"name":"a","effect":"explode"}""", "effect \"explode\" is not known: use one of conflict, throttle, error, slow, lose-request, lose-answer, stale-list, drop-watch, stall-watch")]
    [InlineData("""{"name":"a","effect":"conflict","chance":1}""", "a fault cannot be read: The JSON property 'chance' could not be mapped")]
    [InlineData("""{"name":"a","effect":"conflict","count":"3"}""", "a fault cannot be read: ")]
    [InlineData("[]", "a fault cannot be read: ")]
    [InlineData("null", "a fault must be a JSON object")]
    [InlineData("{", "a fault cannot be read: ")]
    public void What_is_no_rule_is_refused(string json, string sentence) => Assert.StartsWith(
        sentence, Assert.Throws<FaultRuleException>(() => FaultRuleJson.Read(System.Text.Encoding.UTF8.GetBytes(json))).Message, StringComparison.Ordinal);

    private static FaultRule Rule(FaultEffect effect = FaultEffect.Conflict) => new() { Name = "f", Effect = effect };

    private static FaultRules With(params FaultRule[] added)
    {
        var rules = new FaultRules();
        foreach (var rule in added)
            rules.Add(rule, 1, Start);
        return rules;
    }

    private static IReadOnlyList<bool> Draws(FaultRules rules, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => rules.Draw(Patch, "", Start) is not null)];

    private static string Refusal(FaultRule rule) => Assert.Throws<FaultRuleException>(() => With(rule)).Message;
}
