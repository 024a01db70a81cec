using System.Globalization;

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
    /// <param name="isApply">Of server-side apply, which alone may use force.</param>
    public static RequestOptions Parse(IReadOnlyDictionary<string, string> query, string optionsKind, bool isApply = false)
    {
        var errors = new List<FieldError>();
        if (optionsKind == "PatchOptions" && !isApply && query.ContainsKey("force"))
            errors.Add(FieldError.Forbidden("force", "may not be specified for non-apply patch"));
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
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return number;
        var digits = text.TrimStart('+', '-');
        var why = digits.Length > 0 && digits.All(char.IsAsciiDigit) ? "value out of range" : "invalid syntax";
        throw StatusErrors.BadRequest($"strconv.ParseInt: parsing {Json.Compact(text)}: {why}");
    }
}

/// <summary>What becomes of fields that the schema does not know.</summary>
internal enum FieldValidation
{
    Ignore,
    Warn,
    Strict,
}
