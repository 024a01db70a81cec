using System.Text;
using System.Text.Json;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Storage;

/// <summary>Field selectors over the few fields that the real server indexes for each kind.</summary>
internal sealed class FieldSelector
{
    private static readonly string[] Everywhere = ["metadata.name", "metadata.namespace"];

    private static readonly Dictionary<(string Group, string Plural), string[]> PerKind = new()
    {
        [("", "pods")] =
        [
            "spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName",
            "status.phase", "status.podIP", "status.nominatedNodeName",
        ],
        [("", "events")] = EventFields("involvedObject", "reportingComponent", "source"),
        [("events.k8s.io", "events")] = EventFields("regarding", "reportingController"),
        [("", "namespaces")] = ["status.phase"],
        [("", "nodes")] = ["spec.unschedulable"],
        [("", "secrets")] = ["type"],
        [("", "replicationcontrollers")] = ["status.replicas"],
        [("batch", "jobs")] = ["status.successful"],
    };

    private readonly IReadOnlyList<Term> _terms;

    private FieldSelector(IReadOnlyList<Term> terms) => _terms = terms;

    public static FieldSelector Everything { get; } = new([]);

    public bool IsEverything => _terms.Count == 0;

    public bool Matches(JsonElement json) => _terms.All(term => term.Matches(json));

    /// <exception cref="StatusException">A field that this kind cannot be selected by, or no selector at all.</exception>
    public static FieldSelector Parse(string? text, ResourceType type)
    {
        if (string.IsNullOrEmpty(text))
            return Everything;
        var terms = new List<Term>();
        foreach (var part in Split(text).Where(part => part.Length > 0))
        {
            var at = part.IndexOf('=');
            if (at < 0)
                throw StatusErrors.BadRequest($"invalid selector: '{text}'; can't understand '{part}'");
            var isNegated = at > 0 && part[at - 1] == '!';
            var field = part[..(isNegated ? at - 1 : at)];
            var value = Unescape(part[(at + (!isNegated && at + 1 < part.Length && part[at + 1] == '=' ? 2 : 1))..]);
            // A term of nothing selects everything.
            if (field.Length == 0 && value.Length == 0)
                continue;
            if (!IsSupported(field, type))
                throw StatusErrors.BadRequest(Unsupported(field, type));
            terms.Add(new Term(Stored(field, type), value, isNegated));
        }

        return new FieldSelector(terms);
    }

    private static IEnumerable<string> Split(string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
                i++;
            else if (text[i] == ',')
            {
                yield return text[start..i];
                start = i + 1;
            }
        }

        yield return text[start..];
    }

    private static string Unescape(string value)
    {
        var plain = new StringBuilder();
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] is ',' or '=')
                throw StatusErrors.BadRequest($"invalid field selector: unescaped character in value: {(int)value[i]}");
            if (value[i] == '\\' && (++i == value.Length || value[i] is not ('\\' or ',' or '=')))
                throw StatusErrors.BadRequest($"invalid field selector: invalid escape sequence: \\{(i < value.Length ? value[i] : "")}");
            plain.Append(value[i]);
        }

        return plain.ToString();
    }

    private static string Unsupported(string field, ResourceType type) =>
        type.IsBuiltIn && !PerKind.ContainsKey((type.Group, type.Plural))
            ? $"\"{field}\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\""
            : $"field label not supported: {field}";

    private static bool IsSupported(string field, ResourceType type) =>
        Everywhere.Contains(field) || (PerKind.TryGetValue((type.Group, type.Plural), out var fields) && fields.Contains(field));

    private static string[] EventFields(string about, params string[] who) =>
    [
        .. new[] { "kind", "namespace", "name", "uid", "apiVersion", "resourceVersion", "fieldPath" }.Select(f => $"{about}.{f}"),
        "reason", "type", .. who,
    ];

    /// <summary>Where the field is stored; of several the first that holds something counts.</summary>
    private static string[][] Stored(string field, ResourceType type) => (type.Plural, field) switch
    {
        ("events", "source") => [["source", "component"], ["reportingComponent"]],
        ("events", "reportingController") => [["reportingComponent"]],
        ("events", _) when field.StartsWith("regarding.", StringComparison.Ordinal) => [["involvedObject", field["regarding.".Length..]]],
        _ => [field.Split('.')],
    };

    private sealed record Term(string[][] Paths, string Value, bool IsNegated)
    {
        public bool Matches(JsonElement json) =>
            (Paths.Select(path => Read(json.At(path))).FirstOrDefault(text => text.Length > 0, "") == Value) != IsNegated;

        private static string Read(JsonElement value) => value.ValueKind switch
        {
            JsonValueKind.Undefined or JsonValueKind.Null => "",
            JsonValueKind.String => value.GetString()!,
            _ => value.GetRawText(),
        };
    }
}
