using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.PlannerConfigs.Places;
using KubeOpsPlanner.Entities.PlannerConfigs.Values;

namespace KubeOpsPlanner.Entities.PlannerConfigs;

/// <summary>One setting of an upstream configuration: what it may hold, what it is when absent, and where it goes.</summary>
public sealed record ConfigField(string Name, ConfigValue Value, Place Place)
{
    /// <summary>Upstream's default as JSON; null where it has none or finds the value out by itself.</summary>
    public string? Default { get; init; }

    /// <summary>Names that upstream still takes for this one.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Names that only older planners took.</summary>
    public IReadOnlyList<string> OlderNames { get; init; } = [];

    /// <summary>The environment variable that gives it where the configuration does not.</summary>
    public string? Variable { get; init; }

    /// <summary>What null stands for; null where it stands for "not given".</summary>
    public NullMeaning Null { get; init; }

    /// <summary>Only planners that know <c>optimization_target</c> know it, too.</summary>
    public bool IsRecent { get; init; }

    /// <summary>Only the first planner knew it; an export writes it where a plan says something by it.</summary>
    public bool IsFirst { get; init; }

    /// <summary>Of a setting without effect here: the clause that says so. Null for settings that act.</summary>
    public string? Remark { get; init; }

    /// <summary>Never copied into a plan, which more people may read than the old planner's pod.</summary>
    public bool IsSecret { get; init; }

    public bool IsKept => Place is KeptPlace or SwitchedOffPlace;

    public JsonNode? DefaultValue => Default is null ? null : JsonNode.Parse(Default);
}
