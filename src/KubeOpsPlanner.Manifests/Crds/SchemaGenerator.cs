using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Manifests.Crds;

/// <summary>Turns a spec or status type into a structural schema that apiextensions.k8s.io/v1 accepts since 1.16.</summary>
/// <remarks>Fields are sorted by name, so that the output does not depend on the order of reflection.</remarks>
internal static class SchemaGenerator
{
    /// <param name="hasDefaults">Emit the values of a freshly made object as defaults; specs only.</param>
    public static JsonObject OfType(Type type, bool hasDefaults)
    {
        var schema = new JsonObject();
        AddDescription(schema, type.GetCustomAttribute<DescribeAttribute>());
        AddFields(schema, type, hasDefaults);
        return schema;
    }

    private static void AddFields(JsonObject schema, Type type, bool hasDefaults)
    {
        schema["type"] = "object";
        var fields = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetCustomAttribute<JsonIgnoreAttribute>() is null && property.CanWrite)
            .Select(property => (Name: JsonNamingPolicy.CamelCase.ConvertName(property.Name), Property: property))
            .OrderBy(field => field.Name, StringComparer.Ordinal)
            .ToList();
        var required = fields.Where(field => field.Property.GetCustomAttribute<MandatoryAttribute>() is not null)
            .Select(field => (JsonNode)field.Name).ToArray();
        if (required.Length > 0)
        {
            schema["required"] = new JsonArray(required);
        }

        var fresh = Activator.CreateInstance(type)!;
        schema["properties"] = new JsonObject(fields.Select(field =>
            KeyValuePair.Create(field.Name, (JsonNode?)OfProperty(field.Property, fresh, hasDefaults))));
    }

    private static JsonObject OfProperty(PropertyInfo property, object owner, bool hasDefaults)
    {
        var schema = new JsonObject();
        AddDescription(schema, property.GetCustomAttribute<DescribeAttribute>());
        if (property.GetCustomAttribute<PreserveUnknownAttribute>() is { } free)
        {
            if (!free.AnyType)
            {
                schema["type"] = "object";
            }

            schema["x-kubernetes-preserve-unknown-fields"] = true;
            return schema;
        }

        AddShape(schema, Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType, hasDefaults);
        AddBounds(schema, property);
        if (hasDefaults && Default(property, owner) is { } value)
        {
            schema["default"] = value;
        }

        return schema;
    }

    private static void AddShape(JsonObject schema, Type type, bool hasDefaults)
    {
        if (type.IsEnum)
        {
            schema["type"] = "string";
            schema["enum"] = new JsonArray([.. Enum.GetValues(type).Cast<object>().Select(value => (JsonNode)EnumName(type, value))]);
        }
        else if (Scalar(type) is var (name, format) && name is not null)
        {
            schema["type"] = name;
            if (format is not null)
            {
                schema["format"] = format;
            }
        }
        else if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))
        {
            schema["type"] = "object";
            schema["additionalProperties"] = OfItem(type.GetGenericArguments()[1], hasDefaults);
        }
        else if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            schema["type"] = "array";
            schema["items"] = OfItem(type.GetGenericArguments()[0], hasDefaults);
        }
        else
        {
            var text = type.GetCustomAttribute<DescribeAttribute>();
            if (!schema.ContainsKey("description"))
            {
                AddDescription(schema, text);
            }

            AddFields(schema, type, hasDefaults);
        }
    }

    private static JsonObject OfItem(Type type, bool hasDefaults)
    {
        var schema = new JsonObject();
        AddShape(schema, type, hasDefaults);
        return schema;
    }

    private static void AddBounds(JsonObject schema, PropertyInfo property)
    {
        if (property.GetCustomAttribute<MinimumAttribute>() is { } minimum)
        {
            schema["minimum"] = Number(minimum.Value);
            if (minimum.IsExclusive)
            {
                schema["exclusiveMinimum"] = true;
            }
        }

        if (property.GetCustomAttribute<MaximumAttribute>() is { } maximum)
        {
            schema["maximum"] = Number(maximum.Value);
        }

        // On a list these two speak about its items.
        var text = schema["items"]?.AsObject() ?? schema;
        if (property.GetCustomAttribute<MatchesAttribute>() is { } matches)
        {
            text["pattern"] = matches.Pattern;
        }

        if (property.GetCustomAttribute<TextLengthAttribute>() is { } length)
        {
            text["minLength"] = length.Min;
            text["maxLength"] = length.Max;
        }

        if (property.GetCustomAttribute<ItemCountAttribute>() is { } count)
        {
            schema["minItems"] = count.Min;
            schema["maxItems"] = count.Max;
        }

        if (property.GetCustomAttribute<MergeByAttribute>() is { } merge)
        {
            schema["x-kubernetes-list-type"] = merge.Keys.Count == 0 ? "set" : "map";
            if (merge.Keys.Count > 0)
            {
                schema["x-kubernetes-list-map-keys"] = new JsonArray([.. merge.Keys.Select(key => (JsonNode)key)]);
            }
        }
    }

    private static JsonNode? Default(PropertyInfo property, object owner)
    {
        if (property.GetCustomAttribute<MandatoryAttribute>() is not null
            || new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable)
        {
            return null;
        }

        return property.GetValue(owner) switch
        {
            bool flag => flag,
            int number => number,
            long number => number,
            double number => Number(number),
            string { Length: > 0 } text => text,
            Enum value => EnumName(value.GetType(), value),
            _ => null,
        };
    }

    private static (string? Name, string? Format) Scalar(Type type) =>
        type == typeof(string) ? ("string", null)
        : type == typeof(bool) ? ("boolean", null)
        : type == typeof(int) ? ("integer", "int32")
        : type == typeof(long) ? ("integer", "int64")
        : type == typeof(double) ? ("number", null)
        : type == typeof(DateTimeOffset) ? ("string", "date-time")
        : (null, null);

    private static string EnumName(Type type, object value)
    {
        var name = Enum.GetName(type, value)!;
        return type.GetField(name)!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? name;
    }

    private static JsonNode Number(double value) => value == Math.Truncate(value) ? (long)value : value;

    private static void AddDescription(JsonObject schema, DescribeAttribute? attribute)
    {
        if (attribute is not null)
        {
            schema["description"] = attribute.Text;
        }
    }
}
