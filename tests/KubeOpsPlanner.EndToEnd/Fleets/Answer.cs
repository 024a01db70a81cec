using System.Text.Json.Nodes;

namespace KubeOpsPlanner.EndToEnd.Fleets;

/// <summary>What a client of the API server gets to see.</summary>
/// <param name="Text">Of the response, and only read where a test looks into it: who makes many requests takes time from the servers.</param>
internal sealed record Answer(int Code, string Text)
{
    private const string Denied = "admission webhook \"gate.kubeopsplanner.io\" denied the request: ";

    /// <summary>What is no JSON is shown as a message.</summary>
    public JsonNode Body => field ??= Text.StartsWith('{') ? JsonNode.Parse(Text)! : new JsonObject { ["message"] = Text };

    public bool IsSuccess => Code is >= 200 and < 300;

    public string Reason => (string?)Body["reason"] ?? "";

    /// <summary>Without what the API server puts before the gate's own sentence.</summary>
    public string Sentence
    {
        get
        {
            var message = (string?)Body["message"] ?? "";
            return message.StartsWith(Denied, StringComparison.Ordinal) ? message[Denied.Length..] : message;
        }
    }

    public void IsAllowed() => Assert.True(IsSuccess, $"HTTP {Code}: {Body["message"]}");

    /// <summary>Refused for good: HTTP 403, reason Forbidden, and exactly this sentence of the gate.</summary>
    public void IsForbidden(string sentence)
    {
        Assert.Equal(sentence, Sentence);
        Assert.Equal((403, "Forbidden"), (Code, Reason));
        Assert.StartsWith(Denied, (string?)Body["message"], StringComparison.Ordinal);
    }
}
