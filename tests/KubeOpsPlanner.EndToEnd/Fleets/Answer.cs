using System.Text.Json.Nodes;

namespace KubeOpsPlanner.EndToEnd.Fleets;

/// <summary>What a client of the API server gets to see.</summary>
internal sealed record Answer(int Code, JsonNode Body)
{
    private const string Denied = "admission webhook \"gate.kubeopsplanner.io\" denied the request: ";

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
