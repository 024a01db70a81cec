using KubeOpsPlanner.Planning.Profiles.NumPy;

namespace KubeOpsPlanner.Planning.Profiles;

/// <summary>
/// Reads the ConfigMap that Dynamo's profiler writes (<c>planner-profile-data-*</c>): JSON under
/// <c>prefill_raw_data.json</c> and <c>decode_raw_data.json</c>, or the <c>raw_data.npz</c> of each sweep as binary data.
/// Never throws on bad data: everything wrong is an issue.
/// </summary>
public static class ProfileReader
{
    public const string PrefillKey = "prefill_raw_data.json";
    public const string DecodeKey = "decode_raw_data.json";
    public const string PrefillNpzKey = "prefill_raw_data.npz";
    public const string DecodeNpzKey = "decode_raw_data.npz";

    /// <param name="data">The ConfigMap's <c>data</c>.</param>
    /// <param name="binaryData">The ConfigMap's <c>binaryData</c>; a side that is in both is read from <paramref name="data"/>.</param>
    public static ProfileReadResult Read(IReadOnlyDictionary<string, string> data, IReadOnlyDictionary<string, byte[]>? binaryData = null)
    {
        var issues = new ProfileIssues();
        var (prefill, decode) = Open(data, binaryData, issues);
        var prefillProfile = prefill is not null && PrefillProfileReader.Measure(prefill, issues) is { } prompts
            ? PrefillProfileReader.Fit(prompts, prefill, issues)
            : null;
        var decodeProfile = decode is not null && DecodeProfileReader.Measure(decode, issues) is { } steps
            ? DecodeProfileReader.Fit(steps, decode, issues)
            : null;
        return new ProfileReadResult(issues.HasErrors ? null : new EngineProfile(prefillProfile, decodeProfile), issues.ToImmutable());
    }

    /// <summary>The numbers themselves, for who fits something else to them.</summary>
    public static ProfileMeasurements Measure(IReadOnlyDictionary<string, string> data, IReadOnlyDictionary<string, byte[]>? binaryData = null)
    {
        var issues = new ProfileIssues();
        var (prefill, decode) = Open(data, binaryData, issues);
        return new ProfileMeasurements(
            prefill is null ? null : PrefillProfileReader.Measure(prefill, issues),
            decode is null ? null : DecodeProfileReader.Measure(decode, issues),
            issues.ToImmutable());
    }

    private static (ProfileColumns? Prefill, ProfileColumns? Decode) Open(
        IReadOnlyDictionary<string, string> data, IReadOnlyDictionary<string, byte[]>? binaryData, ProfileIssues issues)
    {
        byte[]? prefillNpz = null, decodeNpz = null;
        binaryData?.TryGetValue(PrefillNpzKey, out prefillNpz);
        binaryData?.TryGetValue(DecodeNpzKey, out decodeNpz);
        var (hasPrefill, hasDecode) = (data.TryGetValue(PrefillKey, out var prefillJson), data.TryGetValue(DecodeKey, out var decodeJson));
        if (!hasPrefill && !hasDecode && prefillNpz is null && decodeNpz is null)
        {
            var keys = data.Keys.Concat(binaryData?.Keys ?? []).Order(StringComparer.Ordinal).ToArray();
            var found = keys.Length == 0 ? "no keys" : string.Join(", ", keys);
            issues.Error("data", $"the profile has {found}, it needs {PrefillKey} or {DecodeKey} (or .npz of them in binaryData): point profile.configMapRef at the ConfigMap that profiling wrote.");
        }

        ProfileColumns? prefill = hasPrefill ? JsonColumns.Parse(PrefillKey, prefillJson!, issues)
            : prefillNpz is null ? null
            : NpzColumns.Parse(PrefillNpzKey, prefillNpz, issues, PrefillProfileReader.IslName, PrefillProfileReader.TtftName, PrefillProfileReader.ThroughputName);
        ProfileColumns? decode = hasDecode ? JsonColumns.Parse(DecodeKey, decodeJson!, issues)
            : decodeNpz is null ? null
            : NpzColumns.Parse(
                DecodeNpzKey, decodeNpz, issues, DecodeProfileReader.KvUsageName, DecodeProfileReader.ContextName, DecodeProfileReader.ItlName,
                DecodeProfileReader.ThroughputName, DecodeProfileReader.MaxKvName);
        return (prefill, decode);
    }
}
