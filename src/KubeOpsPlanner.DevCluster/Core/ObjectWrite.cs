using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Admission;
using KubeOpsPlanner.DevCluster.Authorization.Rbac;
using KubeOpsPlanner.DevCluster.BuiltIns.Defaults;
using KubeOpsPlanner.DevCluster.BuiltIns.Rules;
using KubeOpsPlanner.DevCluster.BuiltIns.Services;
using KubeOpsPlanner.DevCluster.Patching;
using KubeOpsPlanner.DevCluster.Schema;
using KubeOpsPlanner.DevCluster.Storage;

namespace KubeOpsPlanner.DevCluster.Core;

/// <summary>Create, update, patch and apply, of an object or its status, scale or finalize subresource.</summary>
internal sealed class ObjectWrite(ServerState server, WriteRequest request, ObjectChange change) : IWrite
{
    private readonly ResourceType _type = request.Type;
    private readonly string _subresource = request.Target.Subresource;
    private readonly bool _isPost = request.Http.Method == "POST";
    private readonly WritePreconditions _preconditions = new(server, request, change);
    private readonly EndpointShape _endpoint = new(request);
    private readonly StrictDecoding _decoding = new(request, change);

    public WriteRequest Request => request;

    public List<string> Warnings { get; } = [];

    private bool IsScale => _subresource == "scale";

    private FieldSchema Fields => FieldSchema.For(_type.Structural);

    public WriteDraft Begin(DateTimeOffset now)
    {
        Warnings.Clear();
        var stored = _isPost ? null : server.Store.Find(request.Collection, request.Target.Namespace, request.Target.Name);
        if (change is ObjectChange.Replace replacement && !IsScale)
            _preconditions.CheckNames(replacement.Body);
        if (stored is null && !MayCreate)
        {
            // What cannot be read is said first.
            if (change is ObjectChange.Replace unread && !IsScale && _type.IsBuiltIn)
                _endpoint.Decode((JsonObject)unread.Body.DeepClone());
            throw StatusErrors.NotFound(_type, request.Target.Name);
        }

        var old = stored is null ? (JsonElement?)null : Represent(stored);
        var subject = change is ObjectChange.Apply apply
            ? Merge(old, stored, apply, now)
            : change.Produce(old is { } json ? Json.Thaw(json) : []);
        if (IsScale)
        {
            _decoding.Report([], _decoding.Quote(subject), Warnings);
            _preconditions.CheckName(subject);
            _preconditions.CheckVersion(subject, stored);
        }
        else
        {
            Settle(subject, old, stored, now);
        }

        return new WriteDraft
        {
            Base = stored,
            Operation = stored is null ? "CREATE" : "UPDATE",
            Subject = subject,
            OldSubject = old,
            Name = subject.Text("metadata", "name"),
        };
    }

    public void Prepare(WriteDraft draft, DateTimeOffset now)
    {
        var subject = draft.Subject!;
        if (IsScale)
        {
            Refuse(ScaleObject.Validate(subject, _type, change is not ObjectChange.Replace), draft);
            draft.Candidate = Json.Thaw(draft.Base!.As(_type));
            ScaleObject.Write(draft.Candidate, subject, _type.Scale!);
        }
        else
        {
            _endpoint.Shape(subject, draft.OldSubject);
            draft.Candidate = subject;
        }

        var candidate = draft.Candidate;
        var metadata = candidate.Child("metadata");
        if (draft.Base is null)
            Originate(candidate, metadata, now);
        else
            Advance(candidate, metadata, draft.Base, now);
        draft.Name = metadata.Text("name");
        BuiltInRules.PrepareForWrite(_type, candidate, draft.OldSubject);
        if (DefinitionRules.IsDefinition(_type) && _subresource.Length == 0)
            DefinitionRules.SetStatus(candidate, draft.OldSubject is { } old ? Json.ThawNode(old.At("status")) : null, now);
        Refuse(Validate(candidate, metadata, draft), draft);
    }

    public ApiResponse Commit(WriteDraft draft, DateTimeOffset now)
    {
        var candidate = draft.Candidate!;
        if (draft.Base is null && server.Store.Find(request.Collection, candidate.Text("metadata", "namespace"), draft.Name) is { } existing)
            throw StatusErrors.AlreadyExists(_type, draft.Name, existing.IsTerminating);
        if (BuiltInRules.IsService(_type) && _subresource.Length == 0 && !request.Options.IsDryRun)
            Refuse(Allocate(candidate, draft.Base), draft);
        var code = draft.Base is null ? 201 : 200;
        if (draft.Base is { } same && IsUnchanged(same, candidate))
            return Respond(200, same);
        if (request.Options.IsDryRun)
        {
            if (draft.Base is not null)
                candidate.Child("metadata")["resourceVersion"] = draft.Base.ResourceVersion.ToString();
            return Respond(code, new StoredObject(Json.Freeze(candidate), draft.Base?.ResourceVersion ?? 0));
        }

        _type.StoredForm?.Store(candidate);
        if (draft.Base is { } held && ObjectLifecycle.IsReleased(request.Collection, candidate))
            return Respond(200, server.Lifecycle.Release(request.Collection, held, candidate, now));
        var stored = server.Lifecycle.Put(request.Collection, draft.Base, candidate, now);
        stored.IsKnownToConform(_type);
        return Respond(code, stored);
    }

    /// <summary>With the commit, so that no two writes are given the same.</summary>
    private List<FieldError> Allocate(JsonObject service, StoredObject? stored) =>
    [
        .. new ServiceAllocation(server.Store.Collection(request.Collection).Current.List("").Where(other => other.Uid != stored?.Uid).Select(other => other.Json))
            .Complete(service),
    ];

    private bool MayCreate => _isPost
        || (_subresource.Length == 0
            && (change is ObjectChange.Apply || (change is ObjectChange.Replace && BuiltInRules.AllowsCreateOnUpdate(_type))));

    private JsonElement Represent(StoredObject stored) =>
        IsScale ? Json.Freeze(ScaleObject.Read(stored.As(_type), _type.Scale!)) : stored.As(_type);

    private ApiResponse Respond(int code, StoredObject stored) => new(
        code, IsScale ? ScaleObject.Read(stored.As(_type), _type.Scale!) : Json.Thaw(stored.As(_type)), Warnings);

    private FieldManager Manager(string operation) => new(request.FieldManager, operation, _type.ApiVersion, _subresource);

    private JsonObject Merge(JsonElement? old, StoredObject? stored, ObjectChange.Apply apply, DateTimeOffset now)
    {
        var configuration = apply.Produce([]);
        var metadata = configuration.Child("metadata");
        if (stored is null && metadata.Text("name").Length == 0)
            throw StatusErrors.BadRequest($"the name of the object ({request.Target.Name} based on URL) was undeterminable: name must be provided");
        metadata["name"] ??= request.Target.Name;
        if (request.Target.Namespace.Length > 0)
            metadata["namespace"] ??= request.Target.Namespace;
        if (!IsScale)
            _endpoint.KeepOwnPart(configuration);
        if (!IsScale && _endpoint.Prune(configuration) is { Count: > 0 } undeclared)
            throw StrictDecoding.Undeclared(request, configuration, undeclared);
        if (old is null && metadata.Text("uid") is { Length: > 0 } uid)
        {
            throw StatusErrors.Conflict(_type, request.Target.Name,
                $"uid mismatch: the provided object specified uid {uid}, and no existing object was found");
        }

        if (_type.IsBuiltIn)
            Json.DropNulls(configuration);
        var fields = IsScale ? FieldSchema.For(null) : Fields;
        if (TypedPatch.Errors(configuration, fields) is { Count: > 0 } errors)
            throw StrictDecoding.Untyped(request, errors);
        // Two ways to write one quantity are no change.
        if (!IsScale)
            _endpoint.ReadTypes(configuration);
        var owners = ManagedFields.Read(stored is null ? null : Json.ThawNode(stored.Json.At("metadata")));
        var live = old is { } json ? Json.Thaw(json) : null;
        // Who owns the replicas of an object owns those of its scale.
        if (IsScale && live is not null)
            owners.ForScale(_type.Scale!.SpecReplicas).Write(live.Child("metadata"));
        var manager = Manager(FieldManager.ApplyOperation);
        var merged = ServerSideApply.Apply(live, owners.IsEmpty, configuration, fields, manager, request.Options.Force, Json.Timestamp(now));
        LastApplied.Follow(merged, apply.Produce([]), manager);
        return merged;
    }

    /// <summary>Reads the draft as the kind's Go type would, before anyone judges it.</summary>
    private void Settle(JsonObject subject, JsonElement? old, StoredObject? stored, DateTimeOffset now)
    {
        var quoted = _decoding.Quote(subject);
        _decoding.Report([.. _endpoint.ReadMetadata(subject), .. _endpoint.Prune(subject)], quoted, Warnings);
        _preconditions.CheckNames(subject);
        _preconditions.CheckVersion(subject, stored);
        _endpoint.Shape(subject, old);
        if (change is not ObjectChange.Apply)
            TrackFields(subject, old, now);
        if (_subresource.Length == 0 && _type is { IsBuiltIn: true, Group: "", Plural: "pods" })
            PodPlugins.Admit(_type, subject, old, name => server.Store.Find(ServerState.PriorityClasses, "", name)?.Json);
    }

    private void TrackFields(JsonObject subject, JsonElement? old, DateTimeOffset now)
    {
        var metadata = subject.Child("metadata");
        // An explicitly empty list asks to forget who owned what.
        var forgets = old is not null && metadata["managedFields"] is JsonArray managed && managed.All(entry => entry is not JsonObject { Count: > 0 });
        if (forgets)
        {
            metadata.Remove("managedFields");
            return;
        }

        var before = old is { } json ? Json.Thaw(json) : [];
        var proposed = old is null || _subresource.Length > 0 ? null : ManagedFields.Proposed(metadata);
        var managers = proposed ?? ManagedFields.Read(before["metadata"]);
        metadata.Remove("managedFields");
        // Nobody is recorded for an object that has no owners, until somebody applies.
        if (old is not null && managers.IsEmpty)
            return;
        var changes = FieldComparison.Compare(before, subject, Fields);
        if (!changes.IsSame)
        {
            managers.Expand(before, Fields);
            managers.Update(Manager(FieldManager.UpdateOperation), changes, Json.Timestamp(now));
        }

        managers.Write(metadata);
    }

    private void Originate(JsonObject candidate, JsonObject metadata, DateTimeOffset now)
    {
        if (metadata.Text("name").Length == 0 && metadata.Text("generateName") is { Length: > 0 } prefix)
            metadata["name"] = server.Identities.NewName(prefix);
        foreach (var name in new[] { "deletionTimestamp", "deletionGracePeriodSeconds", "resourceVersion", "selfLink" })
            metadata.Remove(name);
        metadata["uid"] = server.Identities.NewUid();
        metadata["creationTimestamp"] = Json.Timestamp(now);
        if (BuiltInRules.HasGeneration(_type))
            metadata["generation"] = 1;
        BuiltInRules.PrepareForCreate(_type, candidate);
        if (_type.IsNamespaced)
            _preconditions.CheckNamespace(metadata.Text("namespace"), metadata.Text("name"));
    }

    private void Advance(JsonObject candidate, JsonObject metadata, StoredObject stored, DateTimeOffset now)
    {
        if (IsScale)
            TrackFields(candidate, stored.As(_type), now);
        metadata["resourceVersion"] = stored.ResourceVersion.ToString();
        if (!BuiltInRules.HasGeneration(_type) || _subresource == "status")
            return;
        var old = Json.Thaw(stored.As(_type));
        if (old.Integer("metadata", "generation") is not { } generation)
            return;
        metadata["generation"] = IsSameDesire(old, candidate) && HandsOnTheSame(old, candidate) ? generation : generation + 1;
    }

    // A Deployment hands its annotations on, so they count; but for the revision, which its controller writes with the status.
    private bool HandsOnTheSame(JsonObject old, JsonObject candidate) =>
        _type is not { IsBuiltIn: true, Plural: "deployments" } || JsonNode.DeepEquals(HandedOn(old), HandedOn(candidate));

    private static JsonObject HandedOn(JsonObject deployment)
    {
        var annotations = (JsonObject?)deployment.At("metadata", "annotations")?.DeepClone() ?? [];
        annotations.Remove(Controllers.DeploymentPlan.RevisionAnnotation);
        return annotations;
    }

    private bool IsSameDesire(JsonObject old, JsonObject candidate) =>
        old.Select(field => field.Key).Union(candidate.Select(field => field.Key))
            .Where(name => name is not ("metadata" or "apiVersion" or "kind") && !(name == "status" && _type.HasStatus))
            .All(name => JsonNode.DeepEquals(old[name], candidate[name]));

    private bool IsUnchanged(StoredObject stored, JsonObject candidate)
    {
        candidate.Child("metadata")["resourceVersion"] = stored.ResourceVersion.ToString();
        return JsonElement.DeepEquals(stored.As(_type), Json.Freeze(candidate));
    }

    private List<FieldError> Validate(JsonObject candidate, JsonObject metadata, WriteDraft draft)
    {
        var errors = ObjectMetaRules.Validate(metadata, _type).ToList();
        if (draft.Base is not null)
            errors.AddRange(ObjectMetaRules.ValidateUpdate(metadata, Json.ThawNode(draft.Base.Json.At("metadata"))));
        if (DefinitionRules.IsDefinition(_type))
        {
            errors.AddRange(DefinitionRules.Validate(candidate, draft.Base is null));
            if (draft.Base is not null)
                errors.AddRange(DefinitionRules.ValidateUpdate(candidate, Json.ThawNode(draft.Base.Json)));
        }

        if (_subresource.Length == 0)
            errors.AddRange(BuiltInValidation.Validate(_type, candidate, draft.OldSubject));
        errors.AddRange(RbacObjectRules.Validate(_type, candidate, draft.OldSubject));
        errors.AddRange(WebhookConfigurationCheck.Validate(_type, candidate));
        if (_type.Structural is { } schema)
            errors.AddRange(SchemaValidation.Validate(candidate, schema));
        if (_type is { IsBuiltIn: false, Scale: { } scale })
            errors.AddRange(ScaleObject.ValidateParent(candidate, scale));
        return errors;
    }

    private void Refuse(IReadOnlyList<FieldError> errors, WriteDraft draft)
    {
        if (errors.Count == 0)
            return;
        throw IsScale && _type.IsBuiltIn
            ? StatusErrors.Invalid("autoscaling", ScaleObject.Kind, request.Target.Name, errors)
            : StatusErrors.Invalid(_type.Collection.Group, _type.Kind, draft.Name, errors);
    }
}
