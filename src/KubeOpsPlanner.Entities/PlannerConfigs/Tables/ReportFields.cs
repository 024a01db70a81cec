using KubeOpsPlanner.Entities.PlannerConfigs.Places;
using KubeOpsPlanner.Entities.PlannerConfigs.Values;

namespace KubeOpsPlanner.Entities.PlannerConfigs.Tables;

/// <summary>Reports that upstream's planner writes into its own pod.</summary>
internal static class ReportFields
{
    private const string ByStatus = "decisions are shown in the plan's status, its events and metrics";

    public static IReadOnlyList<ConfigField> All { get; } =
    [
        new("report_interval_hours", NumberValue.Positive, new SwitchedOffPlace("report_interval_hours"))
        {
            Default = "24", Null = NullMeaning.Off, Remark = ByStatus,
        },
        new("report_output_dir", new TextValue(), new KeptPlace("report_output_dir")) { Default = "\"./planner_reports\"", Remark = ByStatus },
        new("report_filename", new TextValue(), new KeptPlace("report_filename")) { IsRecent = true, Remark = ByStatus },
        new("report_write_gzip_log", new FlagValue(), new KeptPlace("report_write_gzip_log"))
        {
            Default = "true", IsRecent = true, Remark = ByStatus,
        },
        new("live_dashboard_port", new WholeValue(0, 65535), new KeptPlace("live_dashboard_port")) { Default = "8080", Remark = ByStatus },
    ];
}
