using System.CommandLine;
using System.Diagnostics;
using KubeOpsPlanner.Benchmarks;
using KubeOpsPlanner.Benchmarks.Harness;

// Before anything else is loaded: what it measures begins here.
if (args is [ColdProcess.Flag, var what])
    return await ColdProcess.RunAsync(what, Stopwatch.GetTimestamp());

var filter = new Option<string[]>("--filter")
{
    Description = "Globs over full names, e.g. *Verdict* or *RoundTrip*; everything without it.",
    AllowMultipleArgumentsPerToken = true,
    DefaultValueFactory = _ => ["*"],
};
var artifacts = new Option<string>("--artifacts")
{
    Description = "Where the JSON goes.",
    DefaultValueFactory = _ => Path.Combine("artifacts", "bench"),
};
var isLong = new Option<bool>("--long") { Description = "BenchmarkDotNet's own job lengths and ten times the round trips: many minutes." };

var root = new RootCommand("Measures KubeOpsPlanner on this machine: one table on stdout, JSON in the artifacts folder.")
{
    filter, artifacts, isLong,
};
root.SetAction((parsed, cancellationToken) => Bench.RunAsync(
    new BenchOptions(parsed.GetValue(filter)!, parsed.GetValue(artifacts)!, parsed.GetValue(isLong)), cancellationToken));
return await root.Parse(args).InvokeAsync();
