using System.Globalization;
using System.Text.Json;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Entities.Graphs;

/// <summary>Options in a container's command line, whether given as a list or as one shell string.</summary>
internal sealed class WorkerArguments
{
    // First hit wins (upstream planner, model name discovery).
    private static readonly string[] ModelOptions = ["--served-model-name", "--model-name", "--model", "--model-path"];
    private static readonly string[] TensorOptions = ["--tensor-parallel-size", "--tp-size", "--tp", "-tp"];
    private static readonly string[] PipelineOptions = ["--pipeline-parallel-size", "--pp-size", "--pp", "-pp"];

    private readonly string[] _words;

    private WorkerArguments(string[] words) => _words = words;

    public string? ModelName => ModelOptions.Select(Value).FirstOrDefault(value => value is not null);

    /// <summary>A stand-in engine that computes nothing.</summary>
    public bool RunsMocker => _words.Any(word => word is "dynamo.mocker" or "--mocker");

    /// <summary>GPUs of one engine over all its nodes; null when the arguments do not say.</summary>
    public int? EngineGpus
    {
        get
        {
            var tensor = Number(TensorOptions);
            var pipeline = Number(PipelineOptions);
            return (tensor, pipeline) is (null, null) ? null : (tensor ?? 1) * (pipeline ?? 1);
        }
    }

    public static WorkerArguments Of(JsonElement? container)
    {
        if (container is not { } json)
        {
            return new WorkerArguments([]);
        }

        var words = json.Items("command").Concat(json.Items("args"))
            .Where(item => item.ValueKind == JsonValueKind.String)
            .SelectMany(item => item.GetString()!.Split(
                [' ', '\t', '\n', '\r', '\\'], StringSplitOptions.RemoveEmptyEntries))
            .Select(word => word.Trim('"', '\''));
        return new WorkerArguments([.. words]);
    }

    private string? Value(string option)
    {
        for (var i = 0; i < _words.Length; i++)
        {
            if (_words[i] == option && i + 1 < _words.Length && !_words[i + 1].StartsWith('-'))
            {
                return _words[i + 1];
            }

            if (_words[i].StartsWith(option + "=", StringComparison.Ordinal))
            {
                return _words[i][(option.Length + 1)..].Trim('"', '\'');
            }
        }

        return null;
    }

    // An engine of more GPUs than this is a typing error, and would overflow the product.
    private int? Number(string[] options) =>
        options.Select(Value)
            .Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : (int?)null)
            .FirstOrDefault(n => n is > 0 and <= 4096);
}
