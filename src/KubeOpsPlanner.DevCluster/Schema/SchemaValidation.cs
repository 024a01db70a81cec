using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Schema;

/// <summary>Checks a value against a schema and words each violation as kube-apiserver does (go-openapi's texts).</summary>
internal static class SchemaValidation
{
    public static IReadOnlyList<FieldError> Validate(JsonObject root, StructuralSchema schema)
    {
        var errors = new List<FieldError>();
        Validate(root, schema, "", errors);
        return errors;
    }

    private static void Validate(JsonNode? node, StructuralSchema schema, string path, List<FieldError> errors)
    {
        if (node is null)
        {
            if (!schema.IsNullable && schema.Type.Length > 0)
                errors.Add(WrongType(path, schema.Type, "null"));
            return;
        }

        var kind = node.GetValueKind();
        if (!HasType(node, kind, schema))
            errors.Add(WrongType(path, schema.IsIntOrString ? "integer,string" : schema.Type, TypeName(node, kind)));
        ValidateCombinations(node, schema, path, errors);
        switch (node)
        {
            case JsonArray array:
                ValidateArray(array, schema, path, errors);
                break;
            case JsonValue:
                ValidateScalar(node, kind, schema, path, errors);
                break;
        }

        if (schema.Enum.Count > 0 && !schema.Enum.Any(allowed => JsonNode.DeepEquals(Json.ThawNode(allowed), node)))
        {
            errors.Add(FieldError.Unsupported(path, node, schema.Enum.Select(
                allowed => allowed.ValueKind == JsonValueKind.String ? allowed.GetString()! : allowed.GetRawText())));
        }

        if (node is JsonObject json)
            ValidateObject(json, schema, path, errors);
    }

    private static void ValidateObject(JsonObject json, StructuralSchema schema, string path, List<FieldError> errors)
    {
        // The value in these two texts is the limit.
        if (json.Count < schema.MinProperties)
        {
            errors.Add(Invalid(path, schema.MinProperties, $"should have at least {schema.MinProperties} properties"));
            return;
        }

        if (json.Count > schema.MaxProperties)
        {
            errors.Add(Invalid(path, schema.MaxProperties, $"should have at most {schema.MaxProperties} properties"));
            return;
        }

        if (schema.IsEmbeddedResource)
        {
            foreach (var name in new[] { "apiVersion", "kind" }.Where(name => json.Text(name).Length == 0))
                errors.Add(FieldError.Required(Join(path, name), "must not be empty"));
        }

        foreach (var name in schema.Required)
        {
            if (!json.ContainsKey(name))
                errors.Add(FieldError.Required(Join(path, name)));
        }

        foreach (var (name, value) in json)
        {
            if (schema.Property(name) is { } property)
                Validate(value, property, Join(path, name), errors);
        }
    }

    private static void ValidateArray(JsonArray array, StructuralSchema schema, string path, List<FieldError> errors)
    {
        for (var i = 0; i < array.Count && schema.Items is not null; i++)
            Validate(array[i], schema.Items, $"{path}[{i}]", errors);
        if (array.Count < schema.MinItems)
            errors.Add(Invalid(path, JsonValue.Create(array.Count), $"should have at least {schema.MinItems} items"));
        if (schema.MaxItems is { } maximum && array.Count > maximum)
            errors.Add(FieldError.TooMany(path, array.Count, maximum));
        ValidateUniqueness(array, schema, path, errors);
    }

    private static void ValidateUniqueness(JsonArray array, StructuralSchema schema, string path, List<FieldError> errors)
    {
        if (schema.ListType is not ("set" or "map"))
            return;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < array.Count; i++)
        {
            var identity = schema.ListType == "set" ? array[i] : KeysOf(array[i], schema.ListMapKeys);
            if (!seen.Add(Json.Compact(identity)))
                errors.Add(FieldError.Duplicate($"{path}[{i}]", identity));
        }
    }

    private static JsonObject KeysOf(JsonNode? item, IReadOnlyList<string> keys)
    {
        var identity = new JsonObject();
        foreach (var key in keys)
            identity.Take(item, key);
        return identity;
    }

    private static void ValidateScalar(
        JsonNode node, JsonValueKind kind, StructuralSchema schema, string path, List<FieldError> errors)
    {
        if (kind == JsonValueKind.Number && JsonNumbers.Read(node) is { } number)
            ValidateNumber(node, number, schema, path, errors);
        else if (kind == JsonValueKind.String)
            ValidateString(node, node.Text(), schema, path, errors);
    }

    private static void ValidateNumber(
        JsonNode node, double number, StructuralSchema schema, string path, List<FieldError> errors)
    {
        if (schema.MultipleOf is { } factor && factor > 0 && Math.Abs(Math.IEEERemainder(number, factor)) > 1e-9 * factor)
            errors.Add(Invalid(path, node, $"should be a multiple of {JsonNumbers.Print(factor)}"));
        if (schema.Maximum is { } maximum && (schema.ExcludesMaximum ? number >= maximum : number > maximum))
        {
            errors.Add(Invalid(path, node,
                $"should be less than {(schema.ExcludesMaximum ? "" : "or equal to ")}{JsonNumbers.Print(maximum)}"));
        }

        if (schema.Minimum is { } minimum && (schema.ExcludesMinimum ? number <= minimum : number < minimum))
        {
            errors.Add(Invalid(path, node,
                $"should be greater than {(schema.ExcludesMinimum ? "" : "or equal to ")}{JsonNumbers.Print(minimum)}"));
        }
    }

    private static void ValidateString(
        JsonNode node, string text, StructuralSchema schema, string path, List<FieldError> errors)
    {
        // Lengths count characters as people see them in Go: code points.
        var length = text.EnumerateRunes().Count();
        if (schema.MaxLength is { } maximum && length > maximum)
            errors.Add(FieldError.TooLong(path, maximum));
        if (length < schema.MinLength)
            errors.Add(Invalid(path, node, $"should be at least {schema.MinLength} chars long"));
        if (schema.Pattern is { } pattern && !pattern.IsMatch(text))
            errors.Add(Invalid(path, node, $"should match '{schema.PatternText}'"));
        if (schema.Format.Length > 0 && !SchemaFormats.IsValid(schema.Format, text))
            errors.Add(Invalid(path, node, $"must be of type {schema.Format}: {Json.Compact(node)}"));
    }

    private static void ValidateCombinations(JsonNode node, StructuralSchema schema, string path, List<FieldError> errors)
    {
        if (schema.AnyOf.Count > 0)
        {
            var results = schema.AnyOf.Select(part => Check(node, part, path)).ToList();
            if (results.All(result => result.Count > 0))
                errors.AddRange([Combined(path, "must validate at least one schema (anyOf)"), .. results.MinBy(result => result.Count)!]);
        }

        if (schema.OneOf.Count > 0)
        {
            var results = schema.OneOf.Select(part => Check(node, part, path)).ToList();
            var valid = results.Count(result => result.Count == 0);
            if (valid == 0)
                errors.AddRange([Combined(path, "must validate one and only one schema (oneOf). Found none valid"), .. results.MinBy(result => result.Count)!]);
            else if (valid > 1)
                errors.Add(Combined(path, $"must validate one and only one schema (oneOf). Found {valid} valid alternatives"));
        }

        if (schema.AllOf.Count > 0)
        {
            var results = schema.AllOf.Select(part => Check(node, part, path)).ToList();
            var invalid = results.Count(result => result.Count > 0);
            if (invalid > 0)
                errors.AddRange([.. results.SelectMany(result => result), Combined(path, $"must validate all the schemas (allOf){(invalid == results.Count ? ". None validated" : "")}")]);
        }

        if (schema.Not is { } not && Check(node, not, path).Count == 0)
            errors.Add(Combined(path, "must not validate the schema (not)"));
    }

    private static List<FieldError> Check(JsonNode node, StructuralSchema schema, string path)
    {
        var errors = new List<FieldError>();
        Validate(node, schema, path, errors);
        return errors;
    }

    private static bool HasType(JsonNode node, JsonValueKind kind, StructuralSchema schema) => schema.IsIntOrString
        ? kind == JsonValueKind.String || (kind == JsonValueKind.Number && JsonNumbers.IsInteger(node))
        : schema.Type switch
        {
            "" => true,
            "object" => kind == JsonValueKind.Object,
            "array" => kind == JsonValueKind.Array,
            "string" => kind == JsonValueKind.String,
            "boolean" => kind is JsonValueKind.True or JsonValueKind.False,
            "integer" => kind == JsonValueKind.Number && JsonNumbers.IsInteger(node),
            "number" => kind == JsonValueKind.Number,
            _ => true,
        };

    private static string TypeName(JsonNode node, JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => JsonNumbers.IsInteger(node) ? "integer" : "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => "null",
    };

    private static FieldError WrongType(string path, string wanted, string found) =>
        FieldError.TypeInvalid(path, found, $"{path} in body must be of type {wanted}: \"{found}\"");

    private static FieldError Invalid(string path, JsonNode? value, string rule) =>
        FieldError.Invalid(path, value ?? JsonValue.Create(""), $"{path} in body {rule}");

    // Composite errors have no field of their own: the real server prints Go's nil path.
    private static FieldError Combined(string path, string rule) =>
        FieldError.Invalid("<nil>", JsonValue.Create(""), $"\"{path}\" {rule}");

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
