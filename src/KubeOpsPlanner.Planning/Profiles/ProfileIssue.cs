namespace KubeOpsPlanner.Planning.Profiles;

/// <param name="Key">The ConfigMap key and the field in it, such as <c>prefill_raw_data.json prefill_ttft[3]</c>.</param>
/// <param name="Message">One sentence: the key, the value, the rule and the remedy.</param>
/// <param name="IsError">An error makes the profile unusable; a warning was repaired or is only suspicious.</param>
public sealed record ProfileIssue(string Key, string Message, bool IsError);
