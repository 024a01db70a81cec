namespace KubeOpsPlanner.DevCluster.Core;

/// <summary>The query parameters of writes, read once.</summary>
internal sealed record RequestOptions
{
    private RequestOptions()
    {
    }

    public bool IsDryRun { get; private init; }

    /// <summary>Empty when the client named none: the user agent then stands in.</summary>
    public string FieldManager { get; private init; } = "";

    public bool Force { get; private init; }

    public FieldValidation Validation { get; private init; }

    /// <exception cref="StatusException">A value that the server refuses.</exception>
    public static RequestOptions Parse(IReadOnlyDictionary<string, string> query, string optionsKind)
    {
        var errors = new List<FieldError>();
        var dryRun = query.GetValueOrDefault("dryRun", "");
        if (dryRun != "All" && query.ContainsKey("dryRun"))
            errors.Add(new FieldError("dryRun", "FieldValueNotSupported", $"Unsupported value: []string{{{Json.Compact(dryRun)}}}: supported values: \"All\""));
        var manager = query.GetValueOrDefault("fieldManager", "");
        if (manager.Length > 128)
            errors.Add(FieldError.TooLong("fieldManager", 128));
        else if (manager.AsSpan().IndexOfAnyInRange('\0', '\u001f') is var at and >= 0)
            errors.Add(FieldError.Invalid("fieldManager", manager, $"invalid character U+{(int)manager[at]:X4} (at position {at})"));
        var validation = query.GetValueOrDefault("fieldValidation", "");
        if (validation is not ("" or "Ignore" or "Warn" or "Strict"))
            errors.Add(FieldError.Unsupported("fieldValidation", validation, ["Ignore", "Strict", "Warn"]));
        if (errors.Count > 0)
            throw StatusErrors.Invalid("meta.k8s.io", optionsKind, "", errors);
        return new RequestOptions
        {
            IsDryRun = dryRun == "All",
            FieldManager = manager,
            Force = Flag(query, "force"),
            Validation = validation switch
            {
                "Ignore" => FieldValidation.Ignore,
                "Strict" => FieldValidation.Strict,
                _ => FieldValidation.Warn,
            },
        };
    }

    public static bool Flag(IReadOnlyDictionary<string, string> query, string name) =>
        query.TryGetValue(name, out var text) && text != "0" && !text.Equals("false", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="StatusException">Not a number.</exception>
    public static long? Number(IReadOnlyDictionary<string, string> query, string name)
    {
        if (!query.TryGetValue(name, out var text))
            return null;
        return long.TryParse(text, out var number)
            ? number
            : throw StatusErrors.BadRequest($"strconv.ParseInt: parsing \"{text}\": invalid syntax");
    }
}

/// <summary>What becomes of fields that the schema does not know.</summary>
internal enum FieldValidation
{
    Ignore,
    Warn,
    Strict,
}
