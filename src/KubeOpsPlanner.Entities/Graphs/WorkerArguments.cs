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
    private static readonly string[] DataOptions = ["--data-parallel-size", "--dp-size", "--dp", "-dp"];
    private static readonly string[] ContextOptions = ["--prefill-context-parallel-size", "--context-parallel-size", "--cp-size", "-pcp"];

    private static readonly string[] LengthOptions = ["--max-model-len", "--context-length", "--max-seq-len", "--max_seq_len"];
    private static readonly string[] BatchOptions = ["--max-num-batched-tokens", "--chunked-prefill-size", "--max-num-tokens", "--max_num_tokens"];
    private static readonly string[] RequestOptions = ["--max-num-seqs", "--max-running-requests", "--max-batch-size", "--max_batch_size"];

    // An engine of more GPUs than this is a typing error.
    private const int MostGpus = 4096;

    private readonly string[] _words;

    private WorkerArguments(string[] words) => _words = words;

    public string? ModelName => ModelOptions.Select(Value).FirstOrDefault(value => value is not null);

    /// <summary>Longest request in tokens; null where the arguments do not say it as a plain number.</summary>
    public int? ContextLength => Whole(LengthOptions);

    /// <summary>Prompt tokens in one forward pass; null where the arguments do not say it as a plain number.</summary>
    public int? MaxBatchedTokens => Whole(BatchOptions);

    /// <summary>Requests that one engine runs at once; null where the arguments do not say it as a plain number.</summary>
    public int? MaxRequests => Whole(RequestOptions);

    /// <summary>A stand-in engine that computes nothing.</summary>
    public bool RunsMocker => _words.Any(word => word is "dynamo.mocker" or "--mocker");

    /// <summary>
    /// GPUs of one engine over all its nodes: the product of what splits it. Null when the arguments do not say. Expert
    /// parallelism uses the same GPUs again, and so does data parallelism of the attention alone (SGLang).
    /// </summary>
    public GpuShape? EngineGpus
    {
        get
        {
            string[][] groups = _words.Contains("--enable-dp-attention")
                ? [TensorOptions, PipelineOptions, ContextOptions]
                : [TensorOptions, PipelineOptions, ContextOptions, DataOptions];
            var product = 1L;
            var isGiven = false;
            foreach (var given in groups.Select(Given).Where(static given => given.Count > 0))
            {
                if (given.FirstOrDefault(option => Factor(option.Text) is null) is { Option: not null } unreadable)
                {
                    return GpuShape.Unknown(
                        $"{unreadable.Option} is \"{Short(unreadable.Text)}\", which is no number from 1 to {MostGpus}");
                }

                // Engines differ in which of two spellings they follow.
                product *= given.Max(option => Factor(option.Text)!.Value);
                if (product > MostGpus)
                {
                    return GpuShape.Unknown($"its parallelism asks for more than {MostGpus} GPUs");
                }

                isGiven = true;
            }

            return isGiven ? GpuShape.Known((int)product) : null;
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

    private string? Value(string option) => Values(option).FirstOrDefault();

    private List<(string Option, string Text)> Given(string[] options) =>
        [.. options.SelectMany(option => Values(option).Select(text => (option, text)))];

    private IEnumerable<string> Values(string option)
    {
        for (var i = 0; i < _words.Length; i++)
        {
            if (_words[i] == option && i + 1 < _words.Length && !_words[i + 1].StartsWith('-'))
            {
                yield return _words[i + 1];
            }
            else if (_words[i].StartsWith(option + "=", StringComparison.Ordinal))
            {
                yield return _words[i][(option.Length + 1)..].Trim('"', '\'');
            }
        }
    }

    private int? Whole(string[] options) => options.Select(Value).FirstOrDefault(value => value is not null) is { } text
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    private static int? Factor(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var factor) && factor is >= 1 and <= MostGpus ? factor : null;

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
