using System.Text.Json;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Entities.Validation;

/// <summary>The spec of a request cannot change, but for <c>autoApply</c> from false to true.</summary>
internal static class GraphRequestImmutability
{
    public static IEnumerable<FieldError> Check(JsonElement before, JsonElement after)
    {
        var fields = before.Entries("spec").Concat(after.Entries("spec")).Select(entry => entry.Name).Distinct();
        foreach (var field in fields.Order(StringComparer.Ordinal))
        {
            var old = before.At("spec", field);
            var now = after.At("spec", field);
            if (field == "autoApply")
            {
                if (old?.ValueKind == JsonValueKind.True && now?.ValueKind != JsonValueKind.True)
                {
                    yield return new FieldError("spec.autoApply", "can be changed from false to true only");
                }
            }
            else if (!Same(old, now))
            {
                yield return new FieldError(
                    $"spec.{field}",
                    "cannot be changed: delete the request and create it again under the same name, which takes its graph "
                    + $"over; for another run of the same request change the annotation {PlannerNames.RerunAnnotation}");
            }
        }
    }

    private static bool Same(JsonElement? left, JsonElement? right) =>
        (left, right) switch
        {
            (null, null) => true,
            ({ } a, { } b) => JsonElement.DeepEquals(a, b),
            _ => false,
        };
}
