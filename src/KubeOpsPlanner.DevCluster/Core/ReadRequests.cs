using System.Globalization;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Storage;

namespace KubeOpsPlanner.DevCluster.Core;

/// <summary>Get, list and watch.</summary>
internal sealed class ReadRequests(ServerState server)
{
    // The real server draws one between 30 and 60 minutes; a campaign wants it to be the same each time.
    private static readonly TimeSpan DefaultWatchDuration = TimeSpan.FromMinutes(45);

    public ApiResult Get(ApiRequest request, RequestTarget target, ResourceType type)
    {
        if (VersionOf(request) > server.Store.ResourceVersion)
            throw TooLarge(request);
        var isScale = target.Subresource == "scale";
        var stored = server.Store.Find(type.Collection, target.Namespace, target.Name)
            // The real server names built-in kinds so; custom ones have their own way to a scale.
            ?? throw StatusErrors.NotFound(isScale && type.IsBuiltIn ? type with { Plural = $"{type.Plural}/scale" } : type, target.Name);
        var json = stored.As(type);
        if (isScale && !type.IsBuiltIn)
            ScaleObject.RequireReplicas(json, type.Scale!);
        return new ApiResponse(200, isScale ? ScaleObject.Read(json, type.Scale!) : Json.Thaw(json), []);
    }

    public ApiResult List(ApiRequest request, RequestTarget target, ResourceType type)
    {
        var page = Page(request, target, type);
        var metadata = new JsonObject { ["resourceVersion"] = page.Version.ToString() };
        if (page.Remaining > 0)
        {
            server.Store.Collection(type).Hold(page.Version, page.Snapshot);
            metadata["continue"] = ContinueToken.After(page.Version, page.Objects[^1], target.Namespace).Encode();
            if (page.IsUnfiltered)
                metadata["remainingItemCount"] = page.Remaining;
        }

        return new ApiResponse(200, new JsonObject
        {
            ["kind"] = type.ListKind.Length > 0 ? type.ListKind : $"{type.Kind}List",
            ["apiVersion"] = type.ApiVersion,
            ["metadata"] = metadata,
            ["items"] = new JsonArray([.. page.Objects.Select(stored => Item(stored, type))]),
        }, []);
    }

    /// <summary>What a list with the request's options shows.</summary>
    public ListPage Page(ApiRequest request, RequestTarget target, ResourceType type)
    {
        var filter = Filter(request, target, type);
        // Of watches alone, and yet it must be a number.
        RequestOptions.Number(request.Query, "timeoutSeconds");
        RefuseMatch(request.Query);
        var collection = server.Store.Collection(type);
        var token = request.Query.GetValueOrDefault("continue", "") is { Length: > 0 } text ? ContinueToken.Decode(text) : null;
        if (token is not null && request.Query.GetValueOrDefault("resourceVersion", "").Length > 0)
            throw StatusErrors.BadRequest("specifying resource version is not allowed when using continue");
        var limit = RequestOptions.Number(request.Query, "limit") ?? 0;
        var (snapshot, version) = token is null
            ? Snapshot(request, collection, limit)
            : (Continue(collection, token), token.ResourceVersion > 0 ? token.ResourceVersion : server.Store.ResourceVersion);
        var objects = new List<StoredObject>();
        var remaining = 0L;
        foreach (var stored in snapshot.List(target.Namespace))
        {
            if ((token is not null && !token.IsBefore(stored, target.Namespace)) || !filter.Matches(stored))
                continue;
            if (limit > 0 && objects.Count >= limit)
                remaining++;
            else
                objects.Add(stored);
        }

        return new ListPage(objects, remaining, version, snapshot, filter.Labels.IsEverything && filter.Fields.IsEverything);
    }

    // Go's typed lists leave out of an item what their own type says.
    private static JsonObject Item(StoredObject stored, ResourceType type)
    {
        var item = Json.Thaw(stored.As(type));
        if (type.IsBuiltIn)
        {
            item.Remove("kind");
            item.Remove("apiVersion");
        }

        return item;
    }

    public ApiResult Watch(ApiRequest request, RequestTarget target, ResourceType type, DateTimeOffset now)
    {
        var filter = Filter(request, target, type);
        var timeout = RequestOptions.Number(request.Query, "timeoutSeconds");
        var deadline = now + (timeout is { } seconds and not 0 ? TimeSpan.FromSeconds(seconds) : DefaultWatchDuration);
        var version = VersionOf(request);
        var current = server.Store.ResourceVersion;
        var allowBookmarks = RequestOptions.Flag(request.Query, "allowWatchBookmarks");
        var log = server.Store.Collection(type).Log;
        var sendsInitial = RequestOptions.Flag(request.Query, "sendInitialEvents");
        if (sendsInitial && request.Query.GetValueOrDefault("resourceVersionMatch") != "NotOlderThan")
        {
            throw StatusErrors.Invalid("meta.k8s.io", "ListOptions", "",
                [FieldError.Forbidden("resourceVersionMatch", "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan")]);
        }

        if (!sendsInitial && request.Query.GetValueOrDefault("resourceVersionMatch", "").Length > 0)
        {
            throw StatusErrors.Invalid("meta.k8s.io", "ListOptions", "",
                [FieldError.Forbidden("resourceVersionMatch", "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided")]);
        }

        if (version > 0 && !sendsInitial && version < log.CompactedVersion)
        {
            var expired = new WatchEvent("ERROR", StatusErrors.Expired(
                $"too old resource version: {version} ({log.CompactedVersion})").Status);
            return Open(type, new WatchStart(filter, current, [expired], false, now, deadline, IsOver: true));
        }

        if (deadline < now)
            return Open(type, new WatchStart(filter, current, [], false, now, deadline, IsOver: true));
        var initial = new List<WatchEvent>();
        if (version == 0 || sendsInitial)
        {
            initial.AddRange(server.Store.Collection(type).Current.List(target.Namespace).Where(filter.Matches)
                .Select(stored => new WatchEvent("ADDED", Json.Thaw(stored.As(type)))));
            version = current;
        }

        if (sendsInitial && allowBookmarks)
        {
            var bookmark = WatchStream.Bookmark(type, current);
            bookmark.Child("metadata").Child("annotations")["k8s.io/initial-events-end"] = "true";
            initial.Add(new WatchEvent("BOOKMARK", bookmark));
        }

        return Open(type, new WatchStart(filter, version, initial, allowBookmarks, now, deadline));
    }

    private ApiWatch Open(ResourceType type, WatchStart start) => new(new WatchStream(server.Gate, server.Store, type, start));

    public static ObjectFilter Filter(ApiRequest request, RequestTarget target, ResourceType type)
    {
        var fields = request.Query.GetValueOrDefault("fieldSelector", "");
        // A watch on a named object is a watch on the collection that shows only this one.
        if (target.Name.Length > 0)
            fields = fields.Length > 0 ? $"{fields},metadata.name={target.Name}" : $"metadata.name={target.Name}";
        return new ObjectFilter(
            target.Namespace, LabelSelector.Parse(request.Query.GetValueOrDefault("labelSelector")), FieldSelector.Parse(fields, type));
    }

    private (CollectionSnapshot Snapshot, long Version) Snapshot(ApiRequest request, ObjectCollection collection, long limit)
    {
        var match = request.Query.GetValueOrDefault("resourceVersionMatch", "");
        var version = VersionOf(request);
        var current = server.Store.ResourceVersion;
        // Pages are of one moment: with a limit, a version means exactly that one.
        var isExact = match == "Exact" || (match.Length == 0 && limit > 0 && version > 0);
        if (version > current)
        {
            if (isExact)
                throw NotYet();
            throw TooLarge(request);
        }

        if (!isExact || version == current)
            return (collection.Current, current);
        return (collection.At(version) ?? throw StatusErrors.Expired($"The resourceVersion for the provided list is too old."), version);
    }

    private StatusException TooLarge(ApiRequest request) =>
        new(504, "Timeout", $"Timeout: Too large resource version: {request.Query["resourceVersion"]}, current: {server.Store.ResourceVersion}", new JsonObject
        {
            ["causes"] = new JsonArray(new JsonObject { ["reason"] = "ResourceVersionTooLarge", ["message"] = "Too large resource version" }),
            ["retryAfterSeconds"] = 1,
        });

    /// <exception cref="StatusException">A <c>resourceVersionMatch</c> that a list cannot have.</exception>
    private static void RefuseMatch(IReadOnlyDictionary<string, string> query)
    {
        const string field = "resourceVersionMatch";
        if (query.GetValueOrDefault(field, "") is not { Length: > 0 } match)
            return;
        var version = query.GetValueOrDefault("resourceVersion", "");
        var errors = new List<FieldError>();
        if (version.Length == 0)
            errors.Add(FieldError.Forbidden(field, "resourceVersionMatch is forbidden unless resourceVersion is provided"));
        if (query.GetValueOrDefault("continue", "").Length > 0)
            errors.Add(FieldError.Forbidden(field, "resourceVersionMatch is forbidden when continue is provided"));
        if (match is not ("Exact" or "NotOlderThan"))
            errors.Add(FieldError.Unsupported(field, match, ["Exact", "NotOlderThan", ""]));
        if (match == "Exact" && version == "0")
            errors.Add(FieldError.Forbidden(field, "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\""));
        if (errors.Count > 0)
            throw StatusErrors.Invalid("meta.k8s.io", "ListOptions", "", errors);
    }

    private CollectionSnapshot Continue(ObjectCollection collection, ContinueToken token)
    {
        // A token without a version continues on what is there now: the client chose to after a 410.
        if (token.ResourceVersion <= 0)
            return collection.Current;
        if (token.ResourceVersion > server.Store.ResourceVersion)
            throw NotYet();
        if (collection.At(token.ResourceVersion) is { } held)
            return held;
        var expired = StatusErrors.Expired(
            "The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue "
            + "parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided "
            + "token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was "
            + "returned and now may show up in the list.");
        expired.Status.Child("metadata")["continue"] = (token with { ResourceVersion = -1 }).Encode();
        throw expired;
    }

    // The real server passes on what its storage says.
    private static StatusException NotYet() => new(500, "", "etcdserver: mvcc: required revision is a future revision");

    private static long VersionOf(ApiRequest request)
    {
        var text = request.Query.GetValueOrDefault("resourceVersion", "");
        if (text.Length == 0)
            return 0;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            return version;
        // No version comes near; clients may ask for any.
        if (ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            return long.MaxValue;
        var why = text.All(char.IsAsciiDigit) ? "value out of range" : "invalid syntax";
        var problem = $"resourceVersion: Invalid value: \"{text}\": strconv.ParseUint: parsing \"{text}\": {why}";
        throw request.Query.GetValueOrDefault("resourceVersionMatch", "").Length > 0
            ? StatusErrors.BadRequest($"invalid resource version: {problem}")
            : new StatusException(500, "", problem);
    }
}
