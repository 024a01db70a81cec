using System.IO.Enumeration;
using KubeOpsPlanner.Planning.Traces;

namespace KubeOpsPlanner.Operator.Observations;

/// <summary>
/// Reads the recorded traffic that plans name, from one folder that the operator's administrator chose: whoever may write a
/// plan must not be able to read the operator's other files through it.
/// </summary>
/// <param name="folder">Null: no plan may name a trace.</param>
public sealed class WarmupTraces(string? folder)
{
    /// <summary>So much fits into a small pod's memory; a warm start looks at the newest few hundred intervals anyway.</summary>
    private const int MostRequests = 1_000_000;

    /// <param name="pattern">A file, a directory (its files, not those below), or a directory and a name with * and ?.</param>
    public WarmupReading Read(string pattern)
    {
        if (folder is null) return WarmupReading.Failed("the operator was started without --warmup-traces, so it reads no traces");
        try
        {
            return Read(Path.GetFullPath(folder), pattern);
        }
        catch (TraceException exception)
        {
            return WarmupReading.Failed(exception.Message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return WarmupReading.Failed($"\"{pattern}\" cannot be read: check that it exists and its permissions");
        }
    }

    private static WarmupReading Read(string root, string pattern)
    {
        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(Path.Combine(root, pattern)));
        if (path != root.TrimEnd('/') && !path.StartsWith(root.TrimEnd('/') + '/', StringComparison.Ordinal))
            return WarmupReading.Failed($"\"{pattern}\" is outside the folder of traces: give a path relative to it");

        var files = Files(path).Where(file => IsInside(root, file)).Order(StringComparer.Ordinal).ToArray();
        if (files.Length == 0) return WarmupReading.Failed($"no file matches \"{pattern}\" in the folder of traces");
        if (files.GroupBy(Target, StringComparer.Ordinal).FirstOrDefault(names => names.Count() > 1) is { } twice)
            return WarmupReading.Failed($"{string.Join(" and ", twice.Select(Path.GetFileName))} are one file, whose requests would count twice: keep one of the names");

        var requests = new List<RecordedRequest>();
        var skipped = 0L;
        foreach (var file in files)
        {
            using var stream = File.OpenRead(file);
            var options = new TraceReadOptions { KeepsClock = true, OnBadLine = _ => skipped++ };
            foreach (var request in TraceStream.Read(stream, Path.GetFileName(file), options))
            {
                if (requests.Count == MostRequests)
                    return WarmupReading.Failed($"\"{pattern}\" holds more than {MostRequests} requests: keep its newest part");
                requests.Add(request with { PrefixHashes = null });
            }
        }

        return new WarmupReading([.. requests.OrderBy(request => request.Arrival)], skipped, null);
    }

    private static IEnumerable<string> Files(string path)
    {
        if (Directory.Exists(path)) return Directory.EnumerateFiles(path);
        var name = Path.GetFileName(path);
        return name.AsSpan().ContainsAny('*', '?')
            ? Directory.EnumerateFiles(Path.GetDirectoryName(path)!)
                .Where(file => FileSystemName.MatchesSimpleExpression(name, Path.GetFileName(file), ignoreCase: false))
            : File.Exists(path) ? [path] : [];
    }

    /// <summary>A link may lead out of the folder; mounted ConfigMaps link within it.</summary>
    private static bool IsInside(string root, string file) => Target(file).StartsWith(root.TrimEnd('/') + '/', StringComparison.Ordinal);

    private static string Target(string file) => File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file;
}
