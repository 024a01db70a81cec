using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Authentication;
using KubeOpsPlanner.DevCluster.Authorization;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Http;

namespace KubeOpsPlanner.DevCluster.Faults;

/// <summary>
/// <c>/debug/faults</c> (GET lists, POST adds, DELETE clears), <c>/debug/faults/NAME</c> (GET, DELETE) and
/// <c>/debug/restart</c> (POST <c>{"keepsMemory": true, "downSeconds": 0}</c>), for <c>system:masters</c> alone.
/// </summary>
/// <param name="registry">What is served: a rule for anything else would befall nobody.</param>
/// <param name="newestVersion">Of everything that is stored.</param>
/// <param name="restart">Called when a restart was asked for; must return at once and let the answer go out first.</param>
internal sealed class FaultEndpoint(FaultInjector faults, ResourceRegistry registry, Func<long> newestVersion, Action<RestartOrder> restart)
{
    public const string Faults = "/debug/faults";
    public const string Restart = "/debug/restart";

    /// <summary>Null when the path is none of these.</summary>
    public ApiResponse? TryAnswer(ApiRequest request, DateTimeOffset now)
    {
        var path = request.Path.TrimEnd('/');
        var name = path.StartsWith(Faults + "/", StringComparison.Ordinal) ? path[(Faults.Length + 1)..] : null;
        if (path != Faults && path != Restart && name is null)
            return null;
        if (!request.User.Groups.Contains(WellKnownUsers.Masters))
            return Refusals.Forbidden(AccessRequest.Of(request), new AccessDecision(false, $"faults are for members of {WellKnownUsers.Masters}")).ToResponse();
        try
        {
            return path == Restart ? Order(request) : name is null ? Collection(request, now) : One(request.Method, name, now);
        }
        catch (FaultRuleException error)
        {
            return StatusErrors.BadRequest(error.Message).ToResponse();
        }
    }

    private ApiResponse Collection(ApiRequest request, DateTimeOffset now)
    {
        switch (request.Method)
        {
            case "GET":
                return Ok(List(now));
            case "POST":
                var rule = FaultRuleJson.Read(request.Body.Span);
                if (ServedResources.Problem(rule.Match.Resource, registry.All) is { } problem)
                    throw new FaultRuleException($"fault \"{rule.Name}\": {problem}");
                faults.Add(rule, newestVersion(), now);
                return new ApiResponse(201, FaultRuleJson.Write(rule), []);
            case "DELETE":
                var before = List(now);
                faults.Rules.Clear();
                return Ok(before);
            default:
                return StatusErrors.MethodNotAllowed().ToResponse();
        }
    }

    private ApiResponse One(string method, string name, DateTimeOffset now)
    {
        var status = faults.Rules.List(now).FirstOrDefault(each => each.Rule.Name == name);
        if (status is null)
        {
            var there = faults.Rules.List(now).Select(each => each.Rule.Name).ToList();
            return StatusDocument.Failure(404, "NotFound", $"there is no fault \"{name}\": "
                + (there.Count == 0 ? "there are none" : $"there are {string.Join(", ", there)}"));
        }

        if (method is not ("GET" or "DELETE"))
            return StatusErrors.MethodNotAllowed().ToResponse();
        if (method == "DELETE")
            faults.Rules.Remove(name);
        return Ok(FaultRuleJson.Write(status));
    }

    private ApiResponse Order(ApiRequest request)
    {
        if (request.Method != "POST")
            return StatusErrors.MethodNotAllowed().ToResponse();
        var order = Read(request.Body);
        restart(order);
        return new ApiResponse(202, new JsonObject { ["keepsMemory"] = order.KeepsMemory, ["downSeconds"] = order.DownFor.TotalSeconds }, []);
    }

    private static RestartOrder Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            var json = body.IsEmpty ? [] : JsonNode.Parse(body.Span) as JsonObject ?? throw new FaultRuleException("a restart must be a JSON object");
            if (json.Select(field => field.Key).FirstOrDefault(field => field is not ("keepsMemory" or "downSeconds")) is { } unknown)
                throw new FaultRuleException($"a restart has no field \"{unknown}\": it has keepsMemory and downSeconds");
            var seconds = json["downSeconds"]?.GetValue<double>() ?? 0;
            return seconds >= 0 && seconds <= RestartOrder.LongestDown.TotalSeconds
                ? new RestartOrder(json["keepsMemory"]?.GetValue<bool>() ?? true, TimeSpan.FromSeconds(seconds))
                : throw new FaultRuleException($"downSeconds {seconds} is not from 0 to {RestartOrder.LongestDown.TotalSeconds:0}");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            throw new FaultRuleException($"a restart cannot be read: {error.Message}");
        }
    }

    private JsonObject List(DateTimeOffset now) => new()
    {
        ["kind"] = "FaultList",
        ["items"] = new JsonArray([.. faults.Rules.List(now).Select(FaultRuleJson.Write)]),
    };

    private static ApiResponse Ok(JsonObject body) => new(200, body, []);
}
