namespace KubeOpsPlanner.Planning.Profiles;

/// <summary>
/// Reads the ConfigMap that Dynamo's profiler writes (<c>planner-profile-data-*</c>): JSON under
/// <c>prefill_raw_data.json</c> and <c>decode_raw_data.json</c>. Never throws on bad data: everything wrong is an issue.
/// </summary>
public static class ProfileReader
{
    public const string PrefillKey = "prefill_raw_data.json";
    public const string DecodeKey = "decode_raw_data.json";

    /// <param name="data">The ConfigMap's <c>data</c>.</param>
    public static ProfileReadResult Read(IReadOnlyDictionary<string, string> data)
    {
        var issues = new ProfileIssues();
        PrefillProfile? prefill = null;
        DecodeProfile? decode = null;

        if (data.TryGetValue(PrefillKey, out var prefillJson))
        {
            using var columns = ProfileColumns.Parse(PrefillKey, prefillJson, issues);
            prefill = columns is null ? null : PrefillProfileReader.Read(columns, issues);
        }

        if (data.TryGetValue(DecodeKey, out var decodeJson))
        {
            using var columns = ProfileColumns.Parse(DecodeKey, decodeJson, issues);
            decode = columns is null ? null : DecodeProfileReader.Read(columns, issues);
        }

        if (prefillJson is null && decodeJson is null)
        {
            var found = data.Count == 0 ? "no keys" : string.Join(", ", data.Keys.Order(StringComparer.Ordinal));
            issues.Error("data", $"the profile has {found}, it needs {PrefillKey} or {DecodeKey}: point profile.configMapRef at the ConfigMap that profiling wrote.");
        }

        return new ProfileReadResult(issues.HasErrors ? null : new EngineProfile(prefill, decode), issues.ToImmutable());
    }
}
