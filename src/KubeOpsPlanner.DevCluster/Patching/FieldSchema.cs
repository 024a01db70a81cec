using KubeOpsPlanner.DevCluster.Schema;

namespace KubeOpsPlanner.DevCluster.Patching;

/// <summary>What server-side apply must know of a value: which lists are keyed, what is atomic, which fields are named.</summary>
internal abstract class FieldSchema
{
    public abstract ListRule List { get; }

    public abstract bool IsAtomicMap { get; }

    /// <summary>A field of a struct is owned through its leaves, an entry of a map is owned itself.</summary>
    public abstract bool IsStructField(string name);

    public abstract FieldSchema Property(string name);

    public abstract FieldSchema Item { get; }

    /// <summary>Whether every object of the kind has this value, if only an empty one: nobody owns that it is there.</summary>
    public virtual bool IsAlwaysThere => false;

    /// <summary>The JSON type that a value must have; empty where any may stand.</summary>
    public virtual string Type => "";

    public virtual string? KeyDefault(string key) => null;

    public static FieldSchema For(StructuralSchema? schema) =>
        schema is null ? BuiltInFields.Root : new CustomFields(schema, isRoot: true);

    /// <summary>Built-in kinds, and object metadata everywhere: keyed lists by field name, all else by its shape.</summary>
    private sealed class BuiltInFields(string parent, string name, bool isItem = false) : FieldSchema
    {
        // Maps from names that users choose, not structs.
        private static readonly string[] Maps =
            ["annotations", "labels", "data", "stringData", "binaryData", "matchLabels", "nodeSelector", "limits", "requests", "capacity", "allocatable"];

        private static readonly string[] AtomicMaps = ["selector", "nodeSelector", "matchLabelSelector", "resourceFieldRef", "configMapKeyRef"];

        // Go structs that are no pointers, and the one list that is never left out.
        private static readonly string[] Everywhere =
            ["containers", "involvedObject", "jobTemplate", "metadata", "regarding", "source", "spec", "status", "strategy", "template", "updateStrategy"];

        public static BuiltInFields Root { get; } = new("", "");

        public override ListRule List => BuiltInLists.Rule(parent, name);

        public override bool IsAlwaysThere => !isItem && Everywhere.Contains(name);

        // A Service's and a LabelSelector's selector are replaced as a whole.
        public override bool IsAtomicMap => AtomicMaps.Contains(name);

        public override FieldSchema Item => new BuiltInFields(parent, name, isItem: true);

        public override bool IsStructField(string child) => !Maps.Contains(name);

        public override FieldSchema Property(string child) => new BuiltInFields(name, child);

        public override string? KeyDefault(string key) => BuiltInLists.KeyDefault(key);
    }

    private sealed class CustomFields(StructuralSchema schema, bool isRoot) : FieldSchema
    {
        public override ListRule List => schema.ListType switch
        {
            "map" => ListRule.Map([.. schema.ListMapKeys]),
            "set" => ListRule.Set,
            _ => ListRule.Atomic,
        };

        public override bool IsAtomicMap => schema.IsAtomicMap;

        public override FieldSchema Item => schema.Items is { } items ? new CustomFields(items, false) : Deduced.Instance;

        public override string Type => schema.IsIntOrString ? "" : schema.Type;

        public override bool IsStructField(string name) =>
            schema.Properties.ContainsKey(name) || (IsResource && name is "apiVersion" or "kind" or "metadata");

        public override FieldSchema Property(string name)
        {
            if (IsResource && name == "metadata")
                return BuiltInFields.Root.Property(name);
            return schema.Property(name) is { } property ? new CustomFields(property, false) : Deduced.Instance;
        }

        public override string? KeyDefault(string key) =>
            schema.Items?.Properties.GetValueOrDefault(key)?.Default is { ValueKind: System.Text.Json.JsonValueKind.String } value
                ? value.GetString()
                : null;

        private bool IsResource => isRoot || schema.IsEmbeddedResource;
    }

    /// <summary>Below unknown fields: maps by entry, lists as one.</summary>
    private sealed class Deduced : FieldSchema
    {
        public static Deduced Instance { get; } = new();

        public override ListRule List => ListRule.Atomic;

        public override bool IsAtomicMap => false;

        public override FieldSchema Item => this;

        public override bool IsStructField(string name) => false;

        public override FieldSchema Property(string name) => this;
    }
}
