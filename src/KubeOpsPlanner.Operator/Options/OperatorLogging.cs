using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace KubeOpsPlanner.Operator.Options;

/// <summary>Logs that people read: one line each, colours only on a terminal.</summary>
public static class OperatorLogging
{
    /// <param name="hasStarted">
    /// Until then the frameworks are silent: why a start failed is said in one sentence by the program, not by their traces.
    /// </param>
    public static void Configure(ILoggingBuilder logging, LogLevel level, Func<bool> hasStarted)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(level);
        logging.AddFilter("Microsoft", of => of >= LogLevel.Warning && hasStarted());
        logging.AddFilter("System", of => of >= LogLevel.Warning && hasStarted());
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.IncludeScopes = false;
            console.TimestampFormat = "HH:mm:ss.fff ";
            console.ColorBehavior = LoggerColorBehavior.Default;
        });
    }
}
