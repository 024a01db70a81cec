using System.Text.Json;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Admission;

namespace KubeOpsPlanner.Kubernetes.Admission;

/// <summary>Reads <c>admission.k8s.io/v1</c> AdmissionReviews as the API server sends them, and distrusts everything else.</summary>
internal static class AdmissionReviewReader
{
    public const string ApiVersion = "admission.k8s.io/v1";

    /// <exception cref="MalformedReviewException">It is not a review.</exception>
    public static AdmissionReview Read(ReadOnlyMemory<byte> body)
    {
        JsonElement root;
        try
        {
            root = JsonSerializer.Deserialize<JsonElement>(body.Span);
        }
        catch (JsonException error)
        {
            throw new MalformedReviewException($"The body is not JSON (line {error.LineNumber + 1}): post an AdmissionReview.");
        }

        if (!UnicodeText.IsReadable(body.Span))
        {
            throw new MalformedReviewException("The body holds text that is no Unicode: post an AdmissionReview in UTF-8.");
        }

        if (root.ValueKind != JsonValueKind.Object || Text(root, "kind") != "AdmissionReview")
        {
            throw new MalformedReviewException("The body is not an AdmissionReview: its kind says otherwise.");
        }

        if (Text(root, "apiVersion") is var version && version != ApiVersion)
        {
            throw new MalformedReviewException($"AdmissionReview {version} is not supported: set admissionReviewVersions to [v1].");
        }

        if (Child(root, "request") is not { } request)
        {
            throw new MalformedReviewException("The AdmissionReview has no request.");
        }

        try
        {
            return ReadRequest(request);
        }
        catch (JsonException error)
        {
            throw new MalformedReviewException($"The AdmissionReview's request cannot be read at {error.Path ?? "its root"}.");
        }
    }

    private static AdmissionReview ReadRequest(JsonElement request)
    {
        var resource = Resource(request, "resource")
            ?? throw new MalformedReviewException("The AdmissionReview's request has no resource.");
        return new AdmissionReview(
            Text(request, "uid") is { Length: > 0 } uid
                ? uid
                : throw new MalformedReviewException("The AdmissionReview's request has no uid."),
            Operation(Text(request, "operation")),
            Kind(request, "kind") ?? throw new MalformedReviewException("The AdmissionReview's request has no kind."),
            resource,
            Resource(request, "requestResource") ?? resource,
            Text(request, "subResource"),
            Text(request, "name"),
            Text(request, "namespace"),
            User(request),
            Child(request, "object"),
            Child(request, "oldObject"),
            Child(request, "options"),
            KubernetesJson.ReadProperty<bool?>(request, "dryRun") ?? false);
    }

    private static AdmissionOperation Operation(string text) => text switch
    {
        "CREATE" => AdmissionOperation.Create,
        "UPDATE" => AdmissionOperation.Update,
        "DELETE" => AdmissionOperation.Delete,
        "CONNECT" => AdmissionOperation.Connect,
        _ => throw new MalformedReviewException(
            $"The AdmissionReview's operation is \"{text}\": it must be CREATE, UPDATE, DELETE or CONNECT."),
    };

    private static UserInfo User(JsonElement request)
    {
        if (Child(request, "userInfo") is not { } user)
        {
            throw new MalformedReviewException("The AdmissionReview's request has no userInfo.");
        }

        var extra = KubernetesJson.ReadProperty<Dictionary<string, string[]>>(user, "extra") ?? [];
        return new UserInfo(
            Text(user, "username"),
            Text(user, "uid"),
            KubernetesJson.ReadProperty<string[]>(user, "groups") ?? [],
            extra.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<string>)pair.Value));
    }

    private static GroupVersionKind? Kind(JsonElement request, string name) =>
        Child(request, name) is { } kind ? new GroupVersionKind(Text(kind, "group"), Text(kind, "version"), Text(kind, "kind")) : null;

    private static GroupVersionResource? Resource(JsonElement request, string name) =>
        Child(request, name) is { } resource
            ? new GroupVersionResource(Text(resource, "group"), Text(resource, "version"), Text(resource, "resource"))
            : null;

    private static JsonElement? Child(JsonElement json, string name)
    {
        if (!json.TryGetProperty(name, out var child) || child.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return child.ValueKind == JsonValueKind.Object
            ? child
            : throw new MalformedReviewException($"The AdmissionReview's {name} is not an object.");
    }

    private static string Text(JsonElement json, string name)
    {
        if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return "";
        }

        return value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new MalformedReviewException($"The AdmissionReview's {name} is not a text.");
    }
}
