using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Admission;
using KubeOpsPlanner.Operator.Tests.Ledger.Support;

namespace KubeOpsPlanner.Operator.Tests.Admission.Fuzz;

/// <summary>
/// The whole gate under random and bent reviews: 12 GPUs, 2 held by inference/chat, 1 by inference/old and 3 by
/// secret/code. It never fails, answers with a code that means something, and never lets growth through that does not fit.
/// </summary>
public sealed class GateFuzzTests : IAsyncLifetime
{
    private const int MaxGpus = 12;

    /// <summary>By graph: what is asked for, and stored.</summary>
    private static readonly BigInteger Held = 2 + 1 + 3;

    private readonly ClusterInMemory _cluster = new();
    private readonly HandDrivenTime _time = new();
    private readonly List<(ApiResource, JsonElement)> _stored = [];
    private Replica? _replica;

    public async Task InitializeAsync()
    {
        _cluster.Put(Kinds.BudgetLedgers.Api, Samples.WarmLedger("fleet"));
        _cluster.Put(Kinds.GlobalBudgets.Api, Samples.Budget("fleet", MaxGpus, "inference", "secret"));
        _cluster.Put(GraphKinds.Graphs.Api, Samples.Graph("secret", "code", ("worker", 3, 1)));
        Store(GraphKinds.Graphs.Api, Samples.Graph("inference", "chat", ("worker", 2, 1), ("idle", 0, 2)));
        Store(GraphKinds.Graphs.Api, Samples.GraphOfServices("inference", "old", ("worker", 1, 1)));
        Store(GraphKinds.ScalingAdapters.Api, Samples.Adapter("inference", "chat", "worker", 2));
        Store(GraphKinds.ComponentDeployments.Api, Samples.ComponentDeployment("inference", "alone", 0, 1));
        _replica = await new Replica(_cluster, _time).StartAsync();
    }

    public async Task DisposeAsync() => await _replica!.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task It_answers_every_review_and_admits_no_growth_that_does_not_fit(int seed)
    {
        var gate = GateBench.Gate(_cluster, _replica!, _time);
        var reviews = new RandomReviews(seed, _stored);
        var (allowed, denied, grown) = (0, 0, 0);
        for (var i = 0; i < 400; i++)
        {
            var (review, isGenuine) = reviews.Next();
            var verdict = await AskAsync(gate, review);

            Assert.True(verdict.Code is 200 or 400 or 403 or 429, Show(seed, i, review, verdict));
            Assert.True(verdict.IsAllowed == (verdict.Code == 200), Show(seed, i, review, verdict));
            Assert.True(verdict.IsAllowed || verdict.Message.Length > 0, Show(seed, i, review, verdict));
            _ = verdict.IsAllowed ? allowed++ : denied++;
            if (!verdict.IsAllowed || !isGenuine)
                continue;

            var (added, isNewlyUnknown) = Growth(review);
            grown += added > 0 ? 1 : 0;
            Assert.True(added <= 0 || Held + added <= MaxGpus, $"{added} GPUs were added. {Show(seed, i, review, verdict)}");
            Assert.False(isNewlyUnknown, $"A shape that nobody knows was let in. {Show(seed, i, review, verdict)}");
        }

        // Neither a gate that says no to all, nor reviews that all are nonsense, would show anything.
        Assert.InRange(allowed, 50, 350);
        Assert.InRange(denied, 50, 350);
        Assert.True(grown >= 5, $"only {grown} reviews grew");
    }

    private void Store(ApiResource api, JsonObject body) => _stored.Add((api, _cluster.Put(api, body)));

    private async Task<AdmissionVerdict> AskAsync(IAdmissionHandler gate, AdmissionReview review)
    {
        var asking = gate.ReviewAsync(review, default);
        await Eventually.True(() =>
        {
            if (!asking.IsCompleted)
                _time.Advance(TimeSpan.FromMilliseconds(20));

            return asking.IsCompleted;
        });
        return await asking;
    }

    /// <summary>Of an adapter what it asks for beyond its graph's two replicas of one GPU.</summary>
    private static (BigInteger Added, bool IsNewlyUnknown) Growth(AdmissionReview review)
    {
        if (review.Resource.Resource == GraphKinds.ScalingAdapters.Api.Plural)
            return (Replicas(review.Object!.Value) - 2, false);

        var isGraph = review.Resource.Resource == GraphKinds.Graphs.Api.Plural;
        var (before, after) = (GpuOracle.Of(review.OldObject, isGraph), GpuOracle.Of(review.Object, isGraph));
        return (after.Gpus - before.Gpus, after.Unknown.Except(before.Unknown).Any());
    }

    private static BigInteger Replicas(JsonElement adapter) =>
        !adapter.GetProperty("spec").TryGetProperty("replicas", out var replicas) || replicas.ValueKind == JsonValueKind.Null ? 0
        : replicas.ValueKind == JsonValueKind.Number && replicas.TryGetInt64(out var number) ? number
        : long.MaxValue;

    private static string Show(int seed, int index, AdmissionReview review, AdmissionVerdict verdict)
    {
        var text = $"seed {seed}, review {index}: {review.Operation} {review.Resource.Resource}/{review.SubResource} {review.Key} → {verdict.Code} "
            + $"{verdict.Message}\nold: {review.OldObject}\nnew: {review.Object}";
        return text.Length <= 4000 ? text : text[..4000];
    }
}
