using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Schema;

/// <summary>
/// An openAPIV3Schema read once, for defaulting, pruning, validation and field ownership. Rules in CEL
/// (<c>x-kubernetes-validations</c>) are accepted and stay in the CRD, but this server does not execute them.
/// </summary>
internal sealed class StructuralSchema
{
    private static readonly TimeSpan PatternTimeout = TimeSpan.FromSeconds(1);

    private StructuralSchema(JsonElement json)
    {
        Type = json.Text("type");
        Format = json.Text("format");
        IsNullable = Flag(json, "nullable");
        IsIntOrString = Flag(json, "x-kubernetes-int-or-string");
        PreservesUnknownFields = Flag(json, "x-kubernetes-preserve-unknown-fields");
        IsEmbeddedResource = Flag(json, "x-kubernetes-embedded-resource");
        ListType = json.Text("x-kubernetes-list-type");
        ListMapKeys = Texts(json.At("x-kubernetes-list-map-keys"));
        IsAtomicMap = json.Text("x-kubernetes-map-type") == "atomic";
        Default = json.At("default");
        Properties = json.At("properties").Fields().ToDictionary(field => field.Name, field => Compile(field.Value));
        AdditionalProperties = json.At("additionalProperties") is { ValueKind: JsonValueKind.Object } map ? Compile(map) : null;
        AllowsAnyProperty = json.At("additionalProperties").ValueKind == JsonValueKind.True;
        Items = json.At("items") is { ValueKind: JsonValueKind.Object } items ? Compile(items) : null;
        Required = Texts(json.At("required"));
        Enum = [.. json.At("enum").Items()];
        Minimum = JsonNumbers.Read(json.At("minimum"));
        Maximum = JsonNumbers.Read(json.At("maximum"));
        ExcludesMinimum = Flag(json, "exclusiveMinimum");
        ExcludesMaximum = Flag(json, "exclusiveMaximum");
        MultipleOf = JsonNumbers.Read(json.At("multipleOf"));
        MinLength = Integer(json, "minLength");
        MaxLength = Integer(json, "maxLength");
        MinItems = Integer(json, "minItems");
        MaxItems = Integer(json, "maxItems");
        MinProperties = Integer(json, "minProperties");
        MaxProperties = Integer(json, "maxProperties");
        PatternText = json.Text("pattern");
        Pattern = PatternText.Length == 0 ? null : CompilePattern(PatternText);
        AllOf = All(json.At("allOf"));
        AnyOf = All(json.At("anyOf"));
        OneOf = All(json.At("oneOf"));
        Not = json.At("not") is { ValueKind: JsonValueKind.Object } not ? Compile(not) : null;
        HasDefaults = Default.ValueKind != JsonValueKind.Undefined
            || Properties.Values.Any(property => property.HasDefaults)
            || AdditionalProperties is { HasDefaults: true }
            || Items is { HasDefaults: true };
    }

    public string Type { get; }
    public string Format { get; }
    public bool IsNullable { get; }
    public bool IsIntOrString { get; }
    public bool PreservesUnknownFields { get; }
    public bool IsEmbeddedResource { get; }
    public string ListType { get; }
    public IReadOnlyList<string> ListMapKeys { get; }
    public bool IsAtomicMap { get; }

    /// <summary><c>Undefined</c> where there is none; null is a value.</summary>
    public JsonElement Default { get; }
    public IReadOnlyDictionary<string, StructuralSchema> Properties { get; }
    public StructuralSchema? AdditionalProperties { get; }
    public bool AllowsAnyProperty { get; }
    public StructuralSchema? Items { get; }
    public IReadOnlyList<string> Required { get; }
    public IReadOnlyList<JsonElement> Enum { get; }
    public double? Minimum { get; }
    public double? Maximum { get; }
    public bool ExcludesMinimum { get; }
    public bool ExcludesMaximum { get; }
    public double? MultipleOf { get; }
    public long? MinLength { get; }
    public long? MaxLength { get; }
    public long? MinItems { get; }
    public long? MaxItems { get; }
    public long? MinProperties { get; }
    public long? MaxProperties { get; }
    public string PatternText { get; }
    public Regex? Pattern { get; }
    public IReadOnlyList<StructuralSchema> AllOf { get; }
    public IReadOnlyList<StructuralSchema> AnyOf { get; }
    public IReadOnlyList<StructuralSchema> OneOf { get; }
    public StructuralSchema? Not { get; }

    /// <summary>Here or anywhere below.</summary>
    public bool HasDefaults { get; }

    /// <exception cref="ArgumentException">A pattern is no regular expression.</exception>
    public static StructuralSchema Compile(JsonElement openApiV3Schema) => new(openApiV3Schema);

    public static StructuralSchema Compile(JsonObject openApiV3Schema) => new(Json.Freeze(openApiV3Schema));

    /// <summary>The schema of a property, whether it is named or one of a map; null when unknown.</summary>
    public StructuralSchema? Property(string name) => Properties.GetValueOrDefault(name) ?? AdditionalProperties;

    // Kubernetes patterns are RE2: linear time. The engine without backtracking matches that, but knows less syntax.
    internal static Regex CompilePattern(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, PatternTimeout);
        }
        catch (NotSupportedException)
        {
            return new Regex(pattern, RegexOptions.CultureInvariant, PatternTimeout);
        }
    }

    private static bool Flag(JsonElement json, string name) => json.At(name).ValueKind == JsonValueKind.True;

    private static long? Integer(JsonElement json, string name) => JsonNumbers.Read(json.At(name)) is { } number ? (long)number : null;

    private static List<string> Texts(JsonElement array) =>
        [.. array.Items().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)];

    private static List<StructuralSchema> All(JsonElement array) =>
        [.. array.Items().Where(item => item.ValueKind == JsonValueKind.Object).Select(Compile)];
}
