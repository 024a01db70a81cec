using System.Text.Json;
using System.Text.Json.Serialization;

namespace KubeOpsPlanner.Entities.Meta;

/// <summary>JSON as Kubernetes writes it: camelCase, absent instead of null, enums by name.</summary>
public static class KubernetesJson
{
    public static JsonSerializerOptions Options { get; } = Create();

    public static ObjectMeta ReadMeta(JsonElement json) => ReadProperty<ObjectMeta>(json, "metadata") ?? new ObjectMeta();

    /// <summary>The named property as <typeparamref name="T"/>, or null when it is absent or null.</summary>
    /// <exception cref="JsonException">The property is there but does not have that shape.</exception>
    public static T? ReadProperty<T>(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object
        && json.TryGetProperty(name, out var value)
        && value.ValueKind != JsonValueKind.Null
            ? value.Deserialize<T>(Options)
            : default;

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            NumberHandling = JsonNumberHandling.Strict,
            PropertyNameCaseInsensitive = false,
            // A label or an argument is read by people in kubectl: keep it as it was typed.
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        options.Converters.Add(new JsonStringEnumConverter());
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
