using System.Diagnostics;
using KubeOpsPlanner.EndToEnd.Fleets;
using KubeOpsPlanner.Testing;
using static KubeOpsPlanner.EndToEnd.Fleets.GraphManifests;

namespace KubeOpsPlanner.EndToEnd.Concurrency;

/// <summary>A tenant who asks for something at random, and again as soon as there is an answer.</summary>
internal sealed class StormClient(StormFleet storm, int number) : IDisposable
{
    private const int MostReplicas = 4;

    // Out of 100 requests; the others change a graph.
    private const int Scalings = 20;
    private const int CreationsAndDeletions = 6;

    private readonly Caller _caller = new(storm.Fleet.Server, number % 2 == 0 ? TestUser.Alice : TestUser.Bob);
    private readonly Random _random = new(1000 + number);
    private readonly Queue<string> _own = [];
    private int _created;

    /// <returns>What was asked and answered until then, and once more.</returns>
    public async Task<IReadOnlyList<StormAnswer>> RunAsync(CancellationToken end)
    {
        var answers = new List<StormAnswer>();
        while (!end.IsCancellationRequested)
        {
            var asked = Stopwatch.GetTimestamp();
            try
            {
                var answer = await AskAsync();
                answers.Add(new StormAnswer(answer.Code, Stopwatch.GetElapsedTime(asked), answer.Code == 429 ? answer.Sentence : ""));
            }
            catch (TaskCanceledException)
            {
                answers.Add(new StormAnswer(StormAnswer.None, Stopwatch.GetElapsedTime(asked), ""));
            }
        }

        return answers;
    }

    public void Dispose() => _caller.Dispose();

    private async Task<Answer> AskAsync() => _random.Next(100) switch
    {
        < Scalings => await _caller.MergeAsync(storm.Scales[_random.Next(storm.Scales.Count)], $$$"""{"spec":{"replicas":{{{Replicas()}}}}}"""),
        < Scalings + CreationsAndDeletions => _own.TryDequeue(out var graph) ? await _caller.DeleteAsync(graph) : await CreateAsync(),
        _ => await PatchAsync(),
    };

    private Task<Answer> PatchAsync()
    {
        var (version, place, name) = storm.Graphs[_random.Next(storm.Graphs.Count)];
        var path = $"{storm.Fleet.GraphsPath(version, place)}/{name}";
        var patch = ReplicasPatch(version, ("prefill", Replicas()), ("decode", Replicas()));
        return version == V1Alpha1 ? _caller.MergeAsync(path, patch) : _caller.JsonPatchAsync(path, patch);
    }

    private async Task<Answer> CreateAsync()
    {
        var version = _random.Next(2) == 0 ? V1Alpha1 : V1Beta1;
        var graphs = storm.Fleet.GraphsPath(version, storm.Fleet.Namespaces[_random.Next(storm.Fleet.Namespaces.Count)]);
        // Every other one comes back under the name of one that is gone.
        var name = $"own-{number}-{_created++ / 2}";
        var answer = await _caller.PostAsync(graphs, Graph(version, name, Replicas(), Replicas()));
        if (answer.IsSuccess)
        {
            _own.Enqueue($"{graphs}/{name}");
        }

        return answer;
    }

    private int Replicas() => _random.Next(MostReplicas + 1);
}
