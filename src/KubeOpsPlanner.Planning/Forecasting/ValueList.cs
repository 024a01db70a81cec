using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KubeOpsPlanner.Planning.Forecasting;

/// <summary>
/// An immutable list that equals every list with equal items, so that records which hold one keep their value equality.
/// Serialised as an array; NaN and infinities as their names.
/// </summary>
[CollectionBuilder(typeof(ValueList), nameof(ValueList.Create))]
[JsonConverter(typeof(ValueListConverter))]
public sealed class ValueList<T>(T[] items) : IReadOnlyList<T>, IEquatable<ValueList<T>>
{
    public static ValueList<T> Empty { get; } = new([]);

    public int Count => items.Length;

    public T this[int index] => items[index];

    public ReadOnlySpan<T> AsSpan() => items;

    /// <summary>The list with one more item, without its oldest ones beyond <paramref name="limit"/>.</summary>
    public ValueList<T> Append(T item, int limit)
    {
        var kept = Math.Min(items.Length, limit - 1);
        var next = new T[kept + 1];
        Array.Copy(items, items.Length - kept, next, 0, kept);
        next[kept] = item;
        return new ValueList<T>(next);
    }

    /// <inheritdoc cref="Append(T, int)"/>
    public ValueList<T> Append(IReadOnlyCollection<T> more, int limit) =>
        more.Count == 0 ? this : new([.. items.TakeLast(Math.Max(0, limit - more.Count)), .. more.TakeLast(limit)]);

    public bool Equals(ValueList<T>? other) => other is not null && AsSpan().SequenceEqual(other.AsSpan(), EqualityComparer<T>.Default);

    public override bool Equals(object? obj) => Equals(obj as ValueList<T>);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in items) hash.Add(item);
        return hash.ToHashCode();
    }

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => items.GetEnumerator();
}

public static class ValueList
{
    public static ValueList<T> Create<T>(ReadOnlySpan<T> items) => items.IsEmpty ? ValueList<T>.Empty : new ValueList<T>(items.ToArray());
}

/// <summary>Lists of any item type.</summary>
internal sealed class ValueListConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => true;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Items<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class Items<T> : JsonConverter<ValueList<T>>
    {
        public override ValueList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(JsonSerializer.Deserialize<T[]>(ref reader, options) ?? []);

        public override void Write(Utf8JsonWriter writer, ValueList<T> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.ToArray(), options);
    }
}
