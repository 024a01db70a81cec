using System.Text;
using System.Text.Json.Nodes;

namespace KubeOpsPlanner.Conformance.Admission;

/// <summary>Answers of a webhook that are nearly right: a good one with one to three things changed. The same seed gives the same answer.</summary>
internal static class AnswerMutations
{
    private const string Alphabet = "{}[]\",:0123456789truefalsn \\";

    private static readonly string?[] Values = ["null", "true", "false", "0", "-1", "403", "1.5", "\"\"", "\"x\"", "\"UID\"", "[]", "{}", "[\"a\"]"];

    private static readonly string[] Names = ["uid", "allowed", "status", "patch", "patchType", "warnings", "code", "message", "reason", "details", "kind"];

    private static readonly string[] Patches =
    [
        """[{"op": "add", "path": "/data", "value": {"a": "1"}}]""",
        """[{"op": "remove", "path": "/data"}]""",
        """[{"op": "test", "path": "/kind", "value": "ConfigMap"}]""",
        """{"op": "add"}""",
        "[]",
        "null",
    ];

    public static string Make(int seed)
    {
        var random = new Random(seed);
        var review = Good(random);
        var changes = random.Next(1, 4);
        for (var i = 0; i < changes; i++)
            Change(review, random);
        var text = review.ToJsonString();
        return random.Next(4) == 0 ? Damage(text, random) : text;
    }

    private static JsonObject Good(Random random)
    {
        var response = new JsonObject { ["uid"] = "UID", ["allowed"] = random.Next(2) == 0 };
        if (random.Next(2) == 0)
            response["status"] = new JsonObject { ["code"] = 403, ["message"] = "no", ["reason"] = "Forbidden" };
        if (random.Next(2) == 0)
        {
            response["patchType"] = "JSONPatch";
            response["patch"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(Patches[random.Next(Patches.Length)]));
        }

        if (random.Next(3) == 0)
            response["warnings"] = new JsonArray("mind the floor");
        return new JsonObject { ["apiVersion"] = "admission.k8s.io/v1", ["kind"] = "AdmissionReview", ["response"] = response };
    }

    private static void Change(JsonObject review, Random random)
    {
        var objects = Objects(review).ToList();
        var target = objects[random.Next(objects.Count)];
        var name = target.Count > 0 && random.Next(4) > 0 ? target.ElementAt(random.Next(target.Count)).Key : Names[random.Next(Names.Length)];
        if (random.Next(4) == 0)
            target.Remove(name);
        else
            target[name] = JsonNode.Parse(Values[random.Next(Values.Length)]!);
    }

    private static IEnumerable<JsonObject> Objects(JsonObject root) =>
        root.Select(field => field.Value).OfType<JsonObject>().SelectMany(Objects).Prepend(root);

    private static string Damage(string text, Random random)
    {
        var at = random.Next(text.Length);
        var character = Alphabet[random.Next(Alphabet.Length)];
        return random.Next(3) switch
        {
            0 => text.Remove(at, 1),
            1 => text.Insert(at, character.ToString()),
            _ => text[..at],
        };
    }
}
