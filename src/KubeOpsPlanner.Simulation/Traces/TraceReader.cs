using KubeOpsPlanner.Planning.Traces;

namespace KubeOpsPlanner.Simulation.Traces;

/// <summary>Streams request traces from files in bounded memory.</summary>
public static class TraceReader
{
    /// <summary>The file's existence and format are checked at once; lines are read as the result is enumerated, from the start each time.</summary>
    /// <exception cref="TraceException">The file is absent or unreadable or of no known format; while enumerating, a bad line.</exception>
    public static IEnumerable<TraceRequest> ReadFile(string path, TraceReadOptions? options = null)
    {
        var name = Path.GetFileName(path);
        using (var stream = Open(path, name))
        {
            TraceStream.CheckFormat(stream, name);
        }

        return Enumerate();

        IEnumerable<TraceRequest> Enumerate()
        {
            using var stream = Open(path, name);
            foreach (var request in Read(stream, name, options))
            {
                yield return request;
            }
        }
    }

    /// <inheritdoc cref="TraceStream.Read"/>
    public static IEnumerable<TraceRequest> Read(Stream stream, string name, TraceReadOptions? options = null) =>
        TraceStream.Read(stream, name, options).Select(request =>
            new TraceRequest(request.Arrival, request.InputTokens, request.OutputTokens) { PrefixHashes = request.PrefixHashes });

    private static FileStream Open(string path, string name)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new TraceException(name, $"there is no file \"{path}\": give the path of a trace");
        }
        catch (UnauthorizedAccessException) when (Directory.Exists(path))
        {
            throw new TraceException(name, $"\"{path}\" is a folder: give the path of a trace");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TraceException(name, $"the file \"{path}\" cannot be read: check its permissions");
        }
    }
}
