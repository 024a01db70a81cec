using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KubeOpsPlanner.Entities.Meta;

/// <summary>Times as Kubernetes writes them: RFC 3339 in UTC with a <c>Z</c>, fractions only where there are some.</summary>
internal sealed class UtcTimeConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture));
}
