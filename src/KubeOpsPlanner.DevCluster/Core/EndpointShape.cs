using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.BuiltIns;
using KubeOpsPlanner.DevCluster.BuiltIns.Defaults;
using KubeOpsPlanner.DevCluster.OpenApi;
using KubeOpsPlanner.DevCluster.Schema;

namespace KubeOpsPlanner.DevCluster.Core;

/// <summary>The part of an object that one endpoint may write: the object without its status, its status, or a namespace's finalizers.</summary>
internal sealed class EndpointShape(WriteRequest request)
{
    private readonly ResourceType _type = request.Type;
    private readonly string _subresource = request.Target.Subresource;

    /// <summary>Takes what the endpoint does not write out of an applied configuration, so that nobody owns it.</summary>
    public void KeepOwnPart(JsonObject configuration)
    {
        if (_subresource == "status")
            KeepOnly(configuration, "status");
        else if (_type.HasStatus)
            configuration.Remove("status");
    }

    /// <summary>Lets each endpoint write only its part, and fills in defaults. Mutation may undo both, so it runs twice.</summary>
    public void Shape(JsonObject subject, JsonElement? old)
    {
        var before = old is { } json ? Json.ThawNode(json) as JsonObject : null;
        Decode(subject);
        SayWhatItIs(subject);
        if (_subresource is "status" or "finalize" && before is not null)
            RestoreAllBut(_subresource == "status" ? "status" : "spec", subject, before);
        else if (before is not null && _type.HasStatus)
            subject.Take(before, "status");
        else if (before is null && !BuiltInRules.KeepsStatusOnCreate(_type))
            subject.Remove("status");
        if (before is not null)
            ObjectMetaRules.Restore(subject.Child("metadata"), before["metadata"]);
        else if (request.Target.Namespace.Length > 0)
            subject.Child("metadata")["namespace"] = request.Target.Namespace;
        else
            subject.Child("metadata").Remove("namespace");
        BuiltInDefaults.Apply(_type, subject);
        Prune(subject);
        if (_type.Structural is not { } schema)
            return;
        if (_type.StoredStructural is { } stored)
            SchemaPruning.Prune(subject, stored);
        SchemaDefaults.Apply(subject, schema);
        SchemaDefaults.DropNulls(subject, schema);
    }

    // First, as everywhere; of built-in kinds in the order of their Go types, of custom ones in that of the alphabet.
    private void SayWhatItIs(JsonObject subject)
    {
        subject.Remove("kind");
        subject.Remove("apiVersion");
        subject.Insert(0, "apiVersion", _type.ApiVersion);
        subject.Insert(_type.IsBuiltIn ? 0 : 1, "kind", _type.Kind);
        if (subject.IndexOf("metadata") is var at and > 2)
        {
            var metadata = subject["metadata"];
            subject.RemoveAt(at);
            subject.Insert(2, "metadata", metadata);
        }
    }

    /// <summary>Drops what the kind has no field for, apart from metadata.</summary>
    /// <returns>The paths that were dropped.</returns>
    public IReadOnlyList<string> Prune(JsonObject subject) =>
        _type.Structural is { } schema ? SchemaPruning.Prune(subject, schema)
        : _type.IsBuiltIn ? KnownFields.Prune(subject, _type)
        : [];

    /// <exception cref="StatusException">It is no object of the kind.</exception>
    public void Decode(JsonObject subject)
    {
        ReadMetadata(subject);
        ReadTypes(subject);
    }

    /// <inheritdoc cref="ObjectMetaRules.Normalize"/>
    public IReadOnlyList<string> ReadMetadata(JsonObject subject)
    {
        try
        {
            return ObjectMetaRules.Normalize(subject);
        }
        catch (FormatException problem)
        {
            throw Undecodable(subject, problem);
        }
    }

    /// <summary>Refuses values that the kind's Go type has no place for, and writes quantities in their canonical form.</summary>
    public void ReadTypes(JsonObject subject)
    {
        try
        {
            TypedFields.Read(subject, _type);
        }
        catch (FormatException problem)
        {
            throw Undecodable(subject, problem);
        }
    }

    // What a patch makes of an object is not decoded but converted, so its refusals are about the patch.
    private StatusException Undecodable(JsonObject subject, FormatException problem) => request.Http.Method == "PATCH" && _type.IsBuiltIn
        ? StatusErrors.Invalid("", "", "", [FieldError.Invalid("patch", Json.Compact(subject), problem.Message)])
        : StatusErrors.Undecodable(_type, problem.Message);

    private static void RestoreAllBut(string part, JsonObject subject, JsonObject before)
    {
        var managedFields = subject.At("metadata", "managedFields")?.DeepClone();
        foreach (var name in subject.Select(field => field.Key).Union(before.Select(field => field.Key)).ToList())
        {
            if (name != part)
                subject.Take(before, name);
        }

        if (managedFields is not null)
            subject.Child("metadata")["managedFields"] = managedFields;
    }

    private static void KeepOnly(JsonObject configuration, string part)
    {
        foreach (var name in configuration.Select(field => field.Key).ToList())
        {
            if (name is not ("apiVersion" or "kind" or "metadata") && name != part)
                configuration.Remove(name);
        }
    }
}
