using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Schema;

/// <summary>Whether a CRD's schema is structural: every value has a type that is known without evaluating rules.</summary>
internal static class StructuralCheck
{
    private static readonly string[] JsonTypes = ["array", "boolean", "integer", "number", "object", "string"];

    private static readonly string[] Unsupported = ["definitions", "dependencies", "id", "patternProperties"];

    private static readonly string[] Junctors = ["allOf", "anyOf", "oneOf"];

    /// <summary>Keywords that shape a value and therefore may not depend on a rule.</summary>
    private static readonly string[] ForbiddenInsideRules =
        ["type", "default", "additionalProperties", "nullable", "description", "title", "x-kubernetes-preserve-unknown-fields"];

    public static IReadOnlyList<FieldError> Check(JsonElement schema, string path)
    {
        var errors = new List<FieldError>();
        if (schema.Text("type").Length == 0)
            errors.Add(FieldError.Required($"{path}.type", "must not be empty at the root"));
        else if (schema.Text("type") != "object")
            errors.Add(FieldError.Invalid($"{path}.type", schema.Text("type"), "must be object at the root"));
        CheckProperties(schema, path, errors);
        CheckResource(schema.At("properties"), $"{path}.properties", errors);
        return errors;
    }

    /// <summary>Of what every object has, a schema may only narrow the name.</summary>
    private static void CheckResource(JsonElement properties, string path, List<FieldError> errors)
    {
        foreach (var (name, type) in new[] { ("apiVersion", "string"), ("kind", "string"), ("metadata", "object") })
        {
            var found = properties.At(name).Text("type");
            if (properties.At(name).IsPresent() && found != type)
                errors.Add(FieldError.Invalid($"{path}[{name}].type", found, $"must be {type}"));
        }

        if (properties.At("metadata", "properties").Fields().Any(field => field.Name is not ("name" or "generateName")))
            errors.Add(FieldError.Forbidden($"{path}[metadata]", "must not specify anything other than name and generateName, but metadata is implicitly specified"));
    }

    private static void CheckExtensions(JsonElement schema, string path, List<FieldError> errors)
    {
        var type = schema.Text("type");
        if (schema.At("x-kubernetes-preserve-unknown-fields").ValueKind == JsonValueKind.False)
            errors.Add(FieldError.Invalid($"{path}.x-kubernetes-preserve-unknown-fields", false, "must be true or undefined"));
        if (Flag(schema, "x-kubernetes-embedded-resource"))
        {
            if (!Flag(schema, "x-kubernetes-preserve-unknown-fields") && !schema.At("properties").IsPresent())
                errors.Add(FieldError.Required($"{path}.properties", "must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields"));
            if (type.Length == 0)
                errors.Add(FieldError.Required($"{path}.type", "must be object if x-kubernetes-embedded-resource is true"));
        }

        if (schema.Text("x-kubernetes-map-type") is { Length: > 0 } mapType)
        {
            if (mapType is not ("atomic" or "granular"))
                errors.Add(FieldError.Unsupported($"{path}.x-kubernetes-map-type", mapType, ["atomic", "granular"]));
            if (type != "object")
                errors.Add(FieldError.Invalid($"{path}.type", type, "must be object if x-kubernetes-map-type is specified"));
        }

        foreach (var keyword in Unsupported.Where(keyword => schema.At(keyword).IsPresent()))
            errors.Add(FieldError.Forbidden($"{path}.{keyword}", $"{keyword} is not supported"));
    }

    private static void CheckNode(JsonElement schema, string path, string parent, List<FieldError> errors)
    {
        var type = schema.Text("type");
        // Without a type an embedded resource is refused below, in other words.
        var isAnyShape = Flag(schema, "x-kubernetes-int-or-string") || Flag(schema, "x-kubernetes-preserve-unknown-fields")
            || Flag(schema, "x-kubernetes-embedded-resource") || schema.At("$ref").IsPresent();
        if (type.Length == 0 && !isAnyShape)
            errors.Add(FieldError.Required($"{path}.type", $"must not be empty for specified {parent}"));
        else if (type.Length > 0 && !JsonTypes.Contains(type))
            errors.Add(FieldError.Unsupported($"{path}.type", type, JsonTypes));
        if (type == "array" && schema.At("items").ValueKind != JsonValueKind.Object)
            errors.Add(FieldError.Required($"{path}.items", "must be specified"));
        CheckProperties(schema, path, errors);
    }

    private static void CheckProperties(JsonElement schema, string path, List<FieldError> errors)
    {
        foreach (var property in schema.At("properties").Fields())
            CheckNode(property.Value, $"{path}.properties[{property.Name}]", "object fields", errors);
        if (schema.At("additionalProperties") is { ValueKind: JsonValueKind.Object } map)
        {
            CheckNode(map, $"{path}.additionalProperties", "object fields", errors);
            if (schema.At("properties").IsPresent())
                errors.Add(FieldError.Forbidden($"{path}.additionalProperties", "additionalProperties and properties are mutual exclusive"));
        }

        if (schema.At("items") is { ValueKind: JsonValueKind.Object } items)
            CheckNode(items, $"{path}.items", "array items", errors);
        if (schema.At("uniqueItems").ValueKind == JsonValueKind.True)
            errors.Add(FieldError.Forbidden($"{path}.uniqueItems", "uniqueItems cannot be set to true since the runtime complexity becomes quadratic"));
        if (schema.At("$ref").IsPresent())
            errors.Add(FieldError.Forbidden($"{path}.$ref", "$ref is not supported"));
        CheckListType(schema, path, errors);
        CheckExtensions(schema, path, errors);
        CheckDefault(schema, path, errors);
        CheckPattern(schema, path, errors);
        CheckRules(schema, path, errors);
    }

    private static void CheckListType(JsonElement schema, string path, List<FieldError> errors)
    {
        var listType = schema.Text("x-kubernetes-list-type");
        if (listType is not ("" or "atomic" or "set" or "map"))
            errors.Add(FieldError.Unsupported($"{path}.x-kubernetes-list-type", listType, ["atomic", "set", "map"]));
        else if (listType.Length > 0 && schema.Text("type") != "array")
            errors.Add(FieldError.Invalid($"{path}.type", schema.Text("type"), "must be array if x-kubernetes-list-type is specified"));
        var keys = schema.At("x-kubernetes-list-map-keys").Items().Select(key => key.GetString() ?? "").ToList();
        if (keys.Count > 0 && listType != "map")
            errors.Add(FieldError.Required($"{path}.x-kubernetes-list-type", "must be map if x-kubernetes-list-map-keys is non-empty"));
        if (listType == "set" && schema.At("items").Text("type") == "object" && schema.At("items").Text("x-kubernetes-map-type") != "atomic")
            errors.Add(FieldError.Invalid($"{path}.items.x-kubernetes-map-type", "null", "must be atomic as item of a list with x-kubernetes-list-type=set"));
        if (listType != "map")
            return;
        if (schema.At("items").Text("type") is { Length: > 0 } and not "object" and var itemType)
        {
            errors.Add(FieldError.Invalid($"{path}.items.type", itemType, "must be object if parent array's x-kubernetes-list-type is map"));
            return;
        }

        if (keys.Count == 0)
            errors.Add(FieldError.Required($"{path}.x-kubernetes-list-map-keys", "must not be empty if x-kubernetes-list-type is map"));
        var item = schema.At("items");
        var required = item.At("required").Items().Select(name => name.GetString()).ToList();
        foreach (var key in keys)
        {
            var property = item.At("properties", key);
            if (!property.IsPresent())
                errors.Add(new FieldError($"{path}.x-kubernetes-list-map-keys", "FieldValueInvalid",
                    $"Invalid value: []string{{{string.Join(", ", keys.Select(name => $"\"{name}\""))}}}: entries must all be names of item properties"));
            else if (property.Text("type") is ("object" or "array") and var keyType)
                errors.Add(FieldError.Invalid($"{path}.items.properties[{key}].type", keyType, "must be a scalar type if parent array's x-kubernetes-list-type is map"));
            else if (!required.Contains(key) && !property.At("default").IsPresent())
                errors.Add(FieldError.Required($"{path}.items.properties[{key}].default", "this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property"));
        }
    }

    private static void CheckDefault(JsonElement schema, string path, List<FieldError> errors)
    {
        if (schema.At("default") is not { ValueKind: not (JsonValueKind.Undefined or JsonValueKind.Null) } value || errors.Count > 0)
            return;
        // A default is judged as the value of a field would be.
        var holder = new JsonObject { ["default"] = Json.ThawNode(value) };
        var compiled = StructuralSchema.Compile(new JsonObject { ["type"] = "object", ["properties"] = new JsonObject { ["default"] = Json.ThawNode(schema) } });
        if (SchemaPruning.Prune(holder, compiled).Count > 0)
            errors.Add(FieldError.Invalid($"{path}.default", Json.ThawNode(value), "must not have unknown fields"));
        errors.AddRange(SchemaValidation.Validate(holder, compiled).Select(error => error with { Field = $"{path}.{error.Field}" }));
    }

    private static void CheckPattern(JsonElement schema, string path, List<FieldError> errors)
    {
        var pattern = schema.Text("pattern");
        if (pattern.Length == 0)
            return;
        try
        {
            StructuralSchema.CompilePattern(pattern);
        }
        catch (ArgumentException exception)
        {
            errors.Add(FieldError.Invalid($"{path}.pattern", pattern, $"must be a valid regular expression, but isn't: {exception.Message}"));
        }
    }

    private static void CheckRules(JsonElement schema, string path, List<FieldError> errors)
    {
        var mayNameTypes = Flag(schema, "x-kubernetes-int-or-string");
        foreach (var junctor in Junctors)
        {
            var index = 0;
            foreach (var rule in schema.At(junctor).Items())
                CheckRule(rule, $"{path}.{junctor}[{index++}]", mayNameTypes, errors);
        }

        if (schema.At("not").IsPresent())
            CheckRule(schema.At("not"), $"{path}.not", mayNameTypes, errors);
    }

    private static void CheckRule(JsonElement rule, string path, bool mayNameTypes, List<FieldError> errors)
    {
        foreach (var keyword in ForbiddenInsideRules)
        {
            if (rule.At(keyword).IsPresent() && !(keyword == "type" && mayNameTypes))
                errors.Add(FieldError.Forbidden($"{path}.{keyword}", "must be empty to be structural"));
        }

        foreach (var property in rule.At("properties").Fields())
            CheckRule(property.Value, $"{path}.properties[{property.Name}]", mayNameTypes, errors);
        if (rule.At("items").IsPresent())
            CheckRule(rule.At("items"), $"{path}.items", mayNameTypes, errors);
    }

    private static bool Flag(JsonElement json, string name) => json.At(name).ValueKind == JsonValueKind.True;
}
