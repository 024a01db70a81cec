using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Admission;
using KubeOpsPlanner.Operator.Tests.Ledger.Support;

namespace KubeOpsPlanner.Operator.Tests.Admission.Fuzz;

/// <summary>Reviews of changes that a client may make of what is stored, then bent in ways that no client should.</summary>
/// <param name="stored">By plural name, objects of namespace inference that exist.</param>
internal sealed class RandomReviews(int seed, IReadOnlyList<(ApiResource Api, JsonElement Json)> stored)
{
    private static readonly string[] Numbers =
    [
        "-1", "-2147483649", "2147483647", "2147483648", "9223372036854775807", "1e308", "1.5", "\"3\"", "true", "[]", "{}", "null", "0", "1000000",
    ];

    private static readonly string[] Quantities =
    [
        "\"-1\"", "\"1e9\"", "\"99999999999999999999999\"", "\"0.5\"", "\"8Gi\"", "\"\"", "null", "{}", "[]", "7", "\"2147483648\"", "\"1M\"",
    ];

    private readonly Random _random = new(seed);

    /// <returns>A review; and whether it starts from exactly what is stored, as an API server's do.</returns>
    public (AdmissionReview Review, bool IsGenuine) Next()
    {
        var review = _random.Next(4) == 0 ? Creation() : Update();
        for (var bends = _random.Next(4); bends > 0; bends--)
            review = Bend(review);

        var isGenuine = true;
        if (_random.Next(5) == 0)
            (review, isGenuine) = Forge(review);

        return (review with { IsDryRun = _random.Next(8) > 0, User = Reviews.User($"user-{_random.Next()}") }, isGenuine);
    }

    private AdmissionReview Creation()
    {
        var name = $"new-{_random.Next()}";
        var review = _random.Next(3) switch
        {
            0 => Reviews.Create(GraphKinds.Graphs.Api, Samples.Graph("inference", name, Pools())),
            1 => Reviews.Create(GraphKinds.Graphs.Api, Samples.GraphOfServices("inference", name, Pools())),
            _ => Reviews.Create(GraphKinds.ComponentDeployments.Api, Samples.ComponentDeployment("inference", name, _random.Next(4), _random.Next(4))),
        };
        var created = Node(review.Object!.Value);
        created["metadata"]!["uid"] = $"uid-{name}";
        return review with { Object = Samples.Element(created) };
    }

    private AdmissionReview Update()
    {
        var (api, json) = stored[_random.Next(stored.Count)];
        if (api == GraphKinds.ScalingAdapters.Api && _random.Next(2) == 0)
            return Reviews.Scale(json, json.GetProperty("spec").GetProperty("replicas").GetInt32(), _random.Next(12));

        var changed = Node(json);
        foreach (var holder in Holders(changed))
        {
            if (_random.Next(2) == 0)
                holder["replicas"] = _random.Next(12);
        }

        return Reviews.Update(api, json, changed);
    }

    private AdmissionReview Bend(AdmissionReview review)
    {
        if (review.Object is not { ValueKind: JsonValueKind.Object } json)
            return review;

        var bent = Node(json);
        var holders = Holders(bent).ToList();
        if (bent["spec"] is not JsonObject spec || holders.Count == 0)
            return review;

        var holder = holders[_random.Next(holders.Count)];
        switch (_random.Next(10))
        {
            case 0:
                holder["replicas"] = JsonNode.Parse(Pick(Numbers));
                break;
            case 1 when Limits(holder) is { } limits:
                limits[limits.First().Key] = JsonNode.Parse(Pick(Quantities));
                break;
            case 2:
                holder["multinode"] = new JsonObject { ["nodeCount"] = JsonNode.Parse(Pick(Numbers)) };
                break;
            case 3 when spec["components"] is JsonArray components:
                for (var i = 0; i < 3000; i++)
                    components.Add(Component($"c{i}", 1, i % 2));
                break;
            case 4 when spec["components"] is JsonArray components:
                components.Add(components[0]!.DeepClone());
                break;
            case 5 when spec["components"] is JsonArray components:
                components.RemoveAt(_random.Next(components.Count));
                break;
            case 6:
                holder[$"unknown-{_random.Next()}"] = Deep(_random.Next(50));
                break;
            case 7:
                holder.Remove("replicas");
                break;
            case 8:
                spec[spec.First().Key] = JsonNode.Parse(Pick(Numbers));
                break;
            default:
                spec["services"] = new JsonObject { ["both"] = new JsonObject { ["resources"] = new JsonObject { ["limits"] = new JsonObject { ["gpu"] = "2" } } } };
                break;
        }

        return review with { Object = Samples.Element(bent) };
    }

    /// <summary>What an API server never sends.</summary>
    private (AdmissionReview Review, bool IsGenuine) Forge(AdmissionReview review) => _random.Next(9) switch
    {
        0 => (review with { Object = null }, false),
        1 => (review with { OldObject = null, Operation = AdmissionOperation.Update }, false),
        2 => (review with { Object = review.OldObject, OldObject = review.Object }, false),
        3 => (review with { SubResource = Pick(["scale", "status", "x"]) }, false),
        4 => (review with { Resource = review.Resource with { Resource = Pick(["dynamographdeployments", "pods", "", "dynamographdeploymentscalingadapters"]) } }, false),
        5 => (WithMetadata(review, "uid", Pick(["\"\"", "7", "\"uid-other\"", "null"])), false),
        6 => (WithMetadata(review, "resourceVersion", Pick(["\"\"", "\"x\"", "5", "\"1\"", "\"99999999999\""])), false),
        7 => (WithMetadata(review, Pick(["labels", "annotations", "ownerReferences", "generation"]), Pick(["7", "\"x\"", "{\"a\":1}", "[1]"])), false),
        _ => (review with { Operation = Pick([AdmissionOperation.Delete, AdmissionOperation.Connect, AdmissionOperation.Create]) }, false),
    };

    private AdmissionReview WithMetadata(AdmissionReview review, string field, string value)
    {
        var side = review.OldObject ?? review.Object!.Value;
        if (side.ValueKind != JsonValueKind.Object)
            return review;

        var changed = Node(side);
        changed["metadata"]![field] = JsonNode.Parse(value);
        return review.OldObject is null
            ? review with { Object = Samples.Element(changed) }
            : review with { OldObject = Samples.Element(changed) };
    }

    private (string, int, int?)[] Pools() =>
        [.. Enumerable.Range(0, _random.Next(1, 4)).Select(i => ($"pool{i}", _random.Next(5), _random.Next(8) == 0 ? (int?)null : _random.Next(3)))];

    private static IEnumerable<JsonObject> Holders(JsonObject json) => json["spec"] switch
    {
        JsonObject spec when spec["components"] is JsonArray components => components.OfType<JsonObject>(),
        JsonObject spec when spec["services"] is JsonObject services => services.Select(service => service.Value).OfType<JsonObject>(),
        JsonObject spec => [spec],
        _ => [],
    };

    private static JsonObject? Limits(JsonObject holder) =>
        (holder["resources"]?["limits"]
            ?? ((holder["podTemplate"] as JsonObject)?["spec"]?["containers"] as JsonArray)?[0]?["resources"]?["limits"]) as JsonObject;

    private static JsonObject Component(string name, int replicas, int gpus) =>
        (JsonObject)Samples.Graph("x", "x", (name, replicas, gpus))["spec"]!["components"]![0]!.DeepClone();

    private static JsonNode Deep(int levels) => levels == 0 ? JsonValue.Create("end") : new JsonObject { ["in"] = Deep(levels - 1) };

    private static JsonObject Node(JsonElement json) => (JsonObject)JsonNode.Parse(json.GetRawText())!;

    private T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];
}
