using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using KubeOpsPlanner.Manifests.Yaml;

namespace KubeOpsPlanner.Cli.Simulate.Scenarios;

/// <summary>Reads scenario files, YAML or JSON.</summary>
internal static partial class ScenarioReader
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
    };

    /// <exception cref="UserError">It is absent, no YAML, or says something that nobody knows.</exception>
    public static ScenarioDocument Read(string path)
    {
        try
        {
            var documents = YamlDocuments.Read(File.ReadAllText(path));
            var scenario = documents is [{ } only] ? only.Deserialize<ScenarioDocument>(Strict) : null;
            if (scenario is not { Pools.Count: > 0 })
            {
                throw new UserError($"scenario \"{path}\" has no pools: give it one document with at least one entry under pools");
            }

            ScenarioCheck.Check(scenario);
            var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            return scenario with
            {
                Pools = [.. scenario.Pools.Select(pool => pool with { Trace = In(pool.Trace), Recorded = In(pool.Recorded) })],
            };

            string? In(string? file) => file is null ? null : Path.Combine(folder, file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"scenario \"{path}\" cannot be read: {error.Message}");
        }
        catch (FormatException error)
        {
            throw new UserError($"scenario \"{path}\": {error.Message}");
        }
        catch (JsonException error)
        {
            throw new UserError($"scenario \"{path}\": {FirstSentence(error.Message)} (at {error.Path})");
        }
    }

    /// <summary>The serialiser goes on with types and byte positions, which help nobody.</summary>
    private static string FirstSentence(string message)
    {
        var unknown = UnknownField().Match(message);
        return unknown.Success ? $"\"{unknown.Groups[1].Value}\" is not a field that scenarios have"
            : message.Contains("could not be converted", StringComparison.Ordinal) ? "a value is of another type than the field"
            : message.Split(" Path:")[0].TrimEnd('.');
    }

    [GeneratedRegex("property '([^']*)' could not be mapped")]
    private static partial Regex UnknownField();
}
