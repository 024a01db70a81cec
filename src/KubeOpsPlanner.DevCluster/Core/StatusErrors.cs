using System.Text.Json.Nodes;

namespace KubeOpsPlanner.DevCluster.Core;

/// <summary>
/// The refusals of a Kubernetes API server, in its own words (k8s.io/apimachinery/pkg/api/errors gives the texts;
/// clients match on code and reason, people on the message).
/// </summary>
internal static class StatusErrors
{
    public static StatusException NotFound(ResourceType type, string name) =>
        new(404, "NotFound", $"{Collection(type)} \"{name}\" not found", Details(type, name));

    /// <summary>No such path at all.</summary>
    public static StatusException NoSuchResource() =>
        new(404, "NotFound", "the server could not find the requested resource", []);

    public static StatusException AlreadyExists(ResourceType type, string name, bool isTerminating = false) =>
        new(409, "AlreadyExists", $"{(isTerminating ? "object is being deleted: " : "")}{Collection(type)} \"{name}\" already exists", Details(type, name));

    public static StatusException Conflict(ResourceType type, string name, string why) =>
        new(409, "Conflict", $"Operation cannot be fulfilled on {Collection(type)} \"{name}\": {why}", Details(type, name));

    /// <summary>Of a deletion; the real server names the kind here, not the resource.</summary>
    public static StatusException PreconditionFailed(ResourceType type, string name, string why) =>
        Conflict(type with { Plural = type.Kind }, name, why);

    public static StatusException Modified(ResourceType type, string name) => Conflict(type, name,
        "the object has been modified; please apply your changes to the latest version and try again");

    public static StatusException ApplyConflict(string message, JsonArray causes) =>
        new(409, "Conflict", message, new JsonObject { ["causes"] = causes });

    public static StatusException Forbidden(ResourceType type, string name, string why, JsonArray? causes = null)
    {
        var details = Details(type, name);
        if (causes is not null)
            details["causes"] = causes;
        var subject = name.Length == 0 ? Collection(type) : $"{Collection(type)} \"{name}\"";
        return new(403, "Forbidden", $"{subject} is forbidden: {why}", details);
    }

    public static StatusException Invalid(string group, string kind, string name, IReadOnlyList<FieldError> errors)
    {
        var distinct = errors.Distinct().ToList();
        var text = distinct.Count == 1 ? distinct[0].ToString() : $"[{string.Join(", ", distinct)}]";
        var details = new JsonObject();
        if (name.Length > 0)
            details["name"] = name;
        if (group.Length > 0)
            details["group"] = group;
        if (kind.Length > 0)
            details["kind"] = kind;
        details["causes"] = new JsonArray([.. distinct.Select(error => (JsonNode)new JsonObject
        {
            ["reason"] = error.Reason,
            ["message"] = error.Body,
            ["field"] = error.Field,
        })]);
        return new(422, "Invalid", $"{(group.Length == 0 ? kind : $"{kind}.{group}")} \"{name}\" is invalid: {text}", details);
    }

    public static StatusException Invalid(ResourceType type, string name, params IReadOnlyList<FieldError> errors) =>
        Invalid(type.Group, type.Kind, name, errors);

    public static StatusException BadRequest(string message) => new(400, "BadRequest", message);

    public static StatusException MethodNotAllowed() =>
        new(405, "MethodNotAllowed", "the server does not allow this method on the requested resource", []);

    /// <summary>Of a subresource of a custom kind.</summary>
    public static StatusException MethodNotAllowed(ResourceType type, string verb) =>
        new(405, "MethodNotAllowed", $"{verb} is not supported on resources of kind \"{Collection(type)}\"", new JsonObject { ["group"] = type.Group, ["kind"] = type.Plural });

    public static StatusException Expired(string message) => new(410, "Expired", message);

    public static StatusException TooLarge(long limitBytes) =>
        new(413, "RequestEntityTooLarge", $"Request entity too large: limit is {limitBytes}");

    public static StatusException UnsupportedMediaType(IEnumerable<string> accepted) =>
        new(415, "UnsupportedMediaType", "the body of the request was in an unknown format - accepted media types include: "
            + string.Join(", ", accepted));

    /// <summary>Of a patch to a built-in kind: refused before anyone knows what would be accepted.</summary>
    public static StatusException UnsupportedMediaType() =>
        new(415, "UnsupportedMediaType", "415: Unsupported Media Type", []);

    /// <summary>A patch that parses but cannot be applied: the real server hides the detail too.</summary>
    /// <summary>A body that the kind's Go type has no place for.</summary>
    public static StatusException Undecodable(ResourceType type, string problem) =>
        BadRequest($"{type.Kind} in version \"{type.Version}\" cannot be handled as a {type.Kind}: {problem}");

    public static StatusException PatchRejected() =>
        new(422, "Invalid", "the server rejected our request due to an error in our request", []);

    public static StatusException Internal(string message) =>
        new(500, "InternalError", $"Internal error occurred: {message}",
            new JsonObject { ["causes"] = new JsonArray(new JsonObject { ["message"] = message }) });

    public static string Collection(ResourceType type) => type.Group.Length == 0 ? type.Plural : $"{type.Plural}.{type.Group}";

    private static JsonObject Details(ResourceType type, string name)
    {
        var details = new JsonObject();
        if (name.Length > 0)
            details["name"] = name;
        if (type.Group.Length > 0)
            details["group"] = type.Group;
        details["kind"] = type.Plural;
        return details;
    }
}
