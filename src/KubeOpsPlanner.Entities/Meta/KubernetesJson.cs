using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

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
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { ReadNullAsAbsent, LeaveOutEmptyTexts } },
        };
        options.Converters.Add(new JsonStringEnumConverter());
        options.Converters.Add(new UtcTimeConverter());
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    // Kubernetes itself writes conditions with omitempty, and some builds of kube-apiserver 1.20 take an empty text for null.
    private static void LeaveOutEmptyTexts(JsonTypeInfo type)
    {
        if (type.Type != typeof(Condition))
        {
            return;
        }

        foreach (var property in type.Properties.Where(property => property.PropertyType == typeof(string)))
        {
            property.ShouldSerialize = static (_, value) => value is string { Length: > 0 };
        }
    }

    // A list that Go left nil arrives as null; a property that cannot be null keeps its initial value then.
    private static void ReadNullAsAbsent(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(property => property is { Set: not null, IsSetNullable: false }))
        {
            var set = property.Set!;
            property.Set = (target, value) =>
            {
                if (value is not null)
                {
                    set(target, value);
                }
            };
        }
    }
}
