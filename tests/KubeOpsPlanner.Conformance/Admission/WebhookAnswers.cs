using System.Text;
using System.Text.Json.Nodes;

namespace KubeOpsPlanner.Conformance.Admission;

/// <summary>What a <see cref="TalkingWebhook"/> says to a review: what the object's annotations or the rest of its path tell it.</summary>
internal static class WebhookAnswers
{
    /// <param name="request">The review's.</param>
    /// <param name="path">The webhook's name, then what it does; the name alone leaves that to the annotations.</param>
    public static string Answer(JsonNode request, string path)
    {
        var subject = request["object"] ?? request["oldObject"];
        var uid = (string)request["uid"]!;
        return path.Split('/') switch
        {
            [var name] => Annotation(subject, $"answer.{name}")?.Replace("UID", uid)
                ?? Allow(uid, Echo(request, name, (Annotation(subject, $"echo.{name}") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))),
            [var name, "echo", .. var fields] => Allow(uid, Echo(request, name, fields)),
            [_, "deny"] => Write(new JsonObject { ["uid"] = uid, ["allowed"] = false }),
            [var name, "trail"] => Add(uid, "/metadata/annotations/trail", $"{Annotation(subject, "trail")} {name}".Trim()),
            [_, "set", var field, var value] => Add(uid, $"/{field.Replace('.', '/')}", int.TryParse(value, out var number) ? number : value),
            _ => throw new FormatException($"\"{path}\" is no path of this webhook; README.md lists them."),
        };
    }

    private static string Allow(string uid, JsonArray warnings) =>
        Write(new JsonObject { ["uid"] = uid, ["allowed"] = true, ["warnings"] = warnings });

    private static string Add(string uid, string pointer, JsonNode value)
    {
        var patch = new JsonArray(new JsonObject { ["op"] = "add", ["path"] = pointer, ["value"] = value });
        return Write(new JsonObject
        {
            ["uid"] = uid,
            ["allowed"] = true,
            ["patchType"] = "JSONPatch",
            ["patch"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(patch.ToJsonString())),
        });
    }

    private static string Write(JsonObject response) => new JsonObject
    {
        ["apiVersion"] = "admission.k8s.io/v1",
        ["kind"] = "AdmissionReview",
        ["response"] = response,
    }.ToJsonString();

    private static JsonArray Echo(JsonNode request, string name, IEnumerable<string> fields) =>
        [.. fields.Select(field => (JsonNode)$"{name} {field}: {Find(request, field)?.ToJsonString() ?? "none"}")];

    private static JsonNode? Find(JsonNode request, string field) =>
        field.Split('.').Aggregate((JsonNode?)request, (node, name) => (node as JsonObject)?[name]);

    private static string? Annotation(JsonNode? subject, string name) => (string?)subject?["metadata"]?["annotations"]?[name];
}
