using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Patching;

/// <summary>Who owns which fields of one object: <c>metadata.managedFields</c> read and written.</summary>
internal sealed class ManagedFields
{
    // kube-apiserver folds older updaters together beyond this many.
    private const int MaxUpdateManagers = 10;
    private const string Ancient = "ancient-changes";
    private const string BeforeFirstApply = "before-first-apply";
    internal const string FieldsType = "FieldsV1";

    private static readonly string[] ServerOwnedMetadata =
        ["creationTimestamp", "deletionGracePeriodSeconds", "deletionTimestamp", "generation", "managedFields", "name", "namespace", "resourceVersion", "selfLink", "uid"];

    private readonly List<ManagedFieldsEntry> _entries;

    private ManagedFields(List<ManagedFieldsEntry> entries) => _entries = entries;

    public IReadOnlyList<ManagedFieldsEntry> Entries => _entries;

    public static ManagedFields Read(JsonNode? metadata)
    {
        var entries = new List<ManagedFieldsEntry>();
        foreach (var entry in metadata.At("managedFields").Items())
        {
            var key = new FieldManager(entry.Text("manager"), entry.Text("operation"), entry.Text("apiVersion"), entry.Text("subresource"));
            var fields = entry.At("fieldsV1") is { } json ? FieldSet.FromJson(Json.Freeze(json)) : new FieldSet();
            if (key.Operation.Length > 0)
                entries.Add(new ManagedFieldsEntry(key, entry.Text("time"), fields));
        }

        return new ManagedFields(entries);
    }

    /// <summary>
    /// What a client wants to be recorded, as kubectl does when it hands fields over from client-side to server-side
    /// apply. Null where it says nothing, or nothing that can be read.
    /// </summary>
    public static ManagedFields? Proposed(JsonNode? metadata)
    {
        var entries = metadata.At("managedFields").Items().ToList();
        var isReadable = entries.Count > 0 && entries.All(entry =>
            entry.Text("operation") is FieldManager.ApplyOperation or FieldManager.UpdateOperation
            && entry.Text("apiVersion").Length > 0
            && entry.Text("fieldsType") == FieldsType
            && FieldSet.IsReadable(entry.At("fieldsV1")));
        return isReadable ? Read(metadata) : null;
    }

    /// <summary>The owners of an object's replicas as owners of its scale's.</summary>
    /// <param name="replicasPath">E.g. <c>.spec.replicas</c>.</param>
    public ManagedFields ForScale(string replicasPath)
    {
        var owners = _entries.Where(entry => replicasPath.TrimStart('.').Split('.')
            .Aggregate((FieldSet?)entry.Fields, (fields, name) => fields?.Find($"f:{name}")) is not null);
        return new ManagedFields([.. owners.Select(entry => entry with { Fields = Replicas() })]);
    }

    private static FieldSet Replicas()
    {
        var fields = new FieldSet();
        fields.Open("f:spec").Open("f:replicas").IsMember = true;
        return fields;
    }

    public void Write(JsonObject metadata)
    {
        metadata.Remove("managedFields");
        if (_entries.Count == 0)
            return;
        metadata["managedFields"] = new JsonArray([.. _entries
            .OrderBy(entry => entry.Manager.Operation, StringComparer.Ordinal)
            .ThenBy(entry => entry.Time, StringComparer.Ordinal)
            .ThenBy(entry => entry.Manager.Name, StringComparer.Ordinal)
            .Select(entry => (JsonNode)entry.ToJson())]);
    }

    /// <summary>Nobody's ownership is recorded: of an object that never had fields to own, or whose managers were forgotten.</summary>
    public bool IsEmpty => _entries.Count == 0;

    /// <summary>
    /// Who owns a map or list as such but none of its entries owns all of them: so kube-apiserver reads entries that
    /// were made when the value was atomic.
    /// </summary>
    public void Expand(JsonObject live, FieldSchema schema)
    {
        for (var i = 0; i < _entries.Count; i++)
            _entries[i] = _entries[i] with { Fields = FieldComparison.Expand(_entries[i].Fields, live, schema) };
    }

    /// <summary>What is there already when the first applier comes gets an owner, so that it is not overwritten unasked.</summary>
    public void ClaimForEarlierWriters(JsonObject live, FieldSchema schema, string apiVersion, string time) => Update(
        new FieldManager(BeforeFirstApply, FieldManager.UpdateOperation, apiVersion, ""), FieldComparison.Compare([], live, schema), time);

    /// <summary>What an update changed becomes the updater's; nobody owns what it removed.</summary>
    public void Update(FieldManager manager, FieldComparison changes, string time)
    {
        var changed = Strip(changes.Added.Union(changes.Modified));
        foreach (var entry in _entries.Where(entry => entry.Manager != manager).ToList())
            Set(entry.Manager, entry.Fields.Except(changed).Except(changes.Removed), entry.Time);
        var own = Find(manager)?.Fields ?? new FieldSet();
        Set(manager, own.Union(changed).Except(changes.Removed), time);
        FoldOldUpdaters();
    }

    /// <summary>What an applier claims is its own, exactly; others lose what it took by force and what is gone.</summary>
    public void Apply(FieldManager manager, FieldSet claimed, FieldComparison changes, string time)
    {
        var changed = changes.Added.Union(changes.Modified);
        foreach (var entry in _entries.Where(entry => entry.Manager != manager).ToList())
            Set(entry.Manager, entry.Fields.Except(changed).Except(changes.Removed), entry.Time);
        Set(manager, claimed, time);
    }

    /// <summary>Fields of other managers that these changes touch.</summary>
    public IEnumerable<(FieldManager Manager, string Path)> Conflicts(FieldManager manager, FieldComparison changes)
    {
        var changed = Strip(changes.Added.Union(changes.Modified));
        return _entries.Where(entry => entry.Manager != manager).SelectMany(entry =>
            entry.Fields.Intersect(changed).Paths().Select(path => (entry.Manager, path)));
    }

    public FieldSet Owned(FieldManager manager) => Find(manager)?.Fields ?? new FieldSet();

    public FieldSet OwnedByOthers(FieldManager manager) => _entries.Where(entry => entry.Manager != manager)
        .Aggregate(new FieldSet(), (all, entry) => all.Union(entry.Fields));

    /// <summary>Without what belongs to the server in every object.</summary>
    public static FieldSet Strip(FieldSet fields)
    {
        fields.Remove("f:apiVersion");
        fields.Remove("f:kind");
        if (fields.Find("f:metadata") is not { } metadata)
            return fields;
        metadata.IsMember = false;
        foreach (var name in ServerOwnedMetadata)
            metadata.Remove($"f:{name}");
        return fields.Trim();
    }

    private ManagedFieldsEntry? Find(FieldManager manager) => _entries.Find(entry => entry.Manager == manager);

    private void Set(FieldManager manager, FieldSet fields, string time)
    {
        var index = _entries.FindIndex(entry => entry.Manager == manager);
        if (fields.IsEmpty)
        {
            if (index >= 0)
                _entries.RemoveAt(index);
        }
        else if (index < 0)
        {
            _entries.Add(new ManagedFieldsEntry(manager, time, fields));
        }
        else if (!_entries[index].Fields.IsSame(fields))
        {
            // An unchanged entry keeps its time: a write that changes nothing must not change the object.
            _entries[index] = new ManagedFieldsEntry(manager, time, fields);
        }
    }

    private void FoldOldUpdaters()
    {
        var updaters = _entries.Where(entry => entry.Manager is { Operation: FieldManager.UpdateOperation, Subresource: "" })
            .OrderBy(entry => entry.Time, StringComparer.Ordinal).ThenBy(entry => entry.Manager.Name, StringComparer.Ordinal).ToList();
        var excess = updaters.Count - MaxUpdateManagers;
        // Entries of one API version fold into the oldest of that version, which becomes the nameless one.
        var oldest = new Dictionary<string, ManagedFieldsEntry>();
        foreach (var entry in updaters)
        {
            if (excess <= 0)
                return;
            if (oldest.TryAdd(entry.Manager.ApiVersion, entry))
                continue;
            var ancient = entry.Manager with { Name = Ancient };
            var into = oldest[entry.Manager.ApiVersion];
            _entries.Remove(into);
            _entries.Remove(entry);
            oldest[entry.Manager.ApiVersion] = new ManagedFieldsEntry(ancient, entry.Time, into.Fields.Union(entry.Fields));
            _entries.RemoveAll(other => other.Manager == ancient);
            _entries.Add(oldest[entry.Manager.ApiVersion]);
            excess--;
        }
    }
}

/// <param name="Operation">Apply or Update: the same name has one entry for each.</param>
internal sealed record FieldManager(string Name, string Operation, string ApiVersion, string Subresource)
{
    public const string ApplyOperation = "Apply";
    public const string UpdateOperation = "Update";
}

internal sealed record ManagedFieldsEntry(FieldManager Manager, string Time, FieldSet Fields)
{
    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["manager"] = Manager.Name,
            ["operation"] = Manager.Operation,
            ["apiVersion"] = Manager.ApiVersion,
            ["time"] = Time,
            ["fieldsType"] = ManagedFields.FieldsType,
            ["fieldsV1"] = Fields.ToJson(),
        };
        if (Manager.Subresource.Length > 0)
            json["subresource"] = Manager.Subresource;
        return json;
    }
}
