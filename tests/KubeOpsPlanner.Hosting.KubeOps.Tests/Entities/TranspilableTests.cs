using KubeOps.Abstractions.Entities.Attributes;
using KubeOpsPlanner.Hosting.KubeOps.Entities;

namespace KubeOpsPlanner.Hosting.KubeOps.Tests.Entities;

/// <summary>
/// KubeOps' transpiler gives up a definition at the first property whose type it has no schema for, unless the property
/// of the entity above it preserves unknown fields. These are its rules (KubeOps.Transpiler 13.1.2, Crds.cs).
/// </summary>
public sealed class TranspilableTests
{
    private static readonly HashSet<Type> Values =
    [
        typeof(int), typeof(long), typeof(float), typeof(double), typeof(decimal), typeof(bool), typeof(DateTime),
        typeof(DateTimeOffset), typeof(Guid),
    ];

    public static TheoryData<Type, string> Members => new()
    {
        { typeof(PoolPlanEntity), "Spec" },
        { typeof(PoolPlanEntity), "Status" },
        { typeof(GlobalBudgetEntity), "Spec" },
        { typeof(GlobalBudgetEntity), "Status" },
        { typeof(GraphRequestEntity), "Spec" },
        { typeof(GraphRequestEntity), "Status" },
        { typeof(BudgetLedgerEntity), "Spec" },
    };

    [Theory]
    [MemberData(nameof(Members))]
    public void KubeOps_has_a_schema_for_every_field(Type entity, string member)
    {
        var property = entity.GetProperty(member)!;
        var isOpaque = property.IsDefined(typeof(PreserveUnknownFieldsAttribute), inherit: true);
        var unmappable = Unmappable(property.PropertyType, member, []).ToList();
        Assert.True(isOpaque == (unmappable.Count > 0), string.Join(", ", unmappable));
    }

    private static IEnumerable<string> Unmappable(Type type, string path, IReadOnlyList<Type> above)
    {
        var known = Nullable.GetUnderlyingType(type) ?? type;
        if (known == typeof(string) || known == typeof(object) || known.IsEnum || Values.Contains(known))
        {
            return [];
        }

        if (ItemOf(known) is { } item)
        {
            return Unmappable(item, $"{path}[]", above);
        }

        return known.IsValueType || above.Contains(known)
            ? [$"{path}: {known.Name}"]
            : known.GetProperties().SelectMany(property => Unmappable(property.PropertyType, $"{path}.{property.Name}", [.. above, known]));
    }

    private static Type? ItemOf(Type type)
    {
        var item = type.GetInterfaces().Append(type)
            .Where(candidate => candidate.IsGenericType && candidate.GetGenericTypeDefinition() == typeof(IEnumerable<>))
            .Select(candidate => candidate.GenericTypeArguments[0])
            .FirstOrDefault();
        return item is { IsGenericType: true } && item.GetGenericTypeDefinition() == typeof(KeyValuePair<,>)
            ? item.GenericTypeArguments[1]
            : item;
    }
}
