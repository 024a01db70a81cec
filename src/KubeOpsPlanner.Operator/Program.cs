using KubeOpsPlanner.Hosting;
using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Operator;
using KubeOpsPlanner.Operator.Options;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

const int CannotRun = 1;
const int BadUsage = 2;

var flags = new OperatorFlags();
flags.Command.SetAction(async (parsed, cancellationToken) =>
{
    var hasStarted = false;
    var builder = WebApplication.CreateSlimBuilder();
    OperatorLogging.Configure(builder.Logging, LogLevel.Information, () => Volatile.Read(ref hasStarted));
    builder.AddOperatorHost(host => flags.Configure(host, parsed, Environment.GetEnvironmentVariable))
        .AddPlanner(flags.Planner(parsed, TimeProvider.System, Environment.GetEnvironmentVariable));
    await using var app = builder.Build().MapOperatorHost().MapPlanner();
    await app.StartAsync(cancellationToken);
    Volatile.Write(ref hasStarted, true);
    await app.WaitForShutdownAsync(cancellationToken);
    return 0;
});

var command = flags.Command.Parse(args);
if (command.Errors.Count > 0)
{
    foreach (var error in command.Errors)
    {
        Console.Error.WriteLine($"error: {error.Message}");
    }

    Console.Error.WriteLine("run with --help to see what can be typed");
    return BadUsage;
}

try
{
    // The host stops on signals itself, and in order.
    return await command.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
}
catch (OperatorHostException error)
{
    Console.Error.WriteLine($"error: {error.Message}");
    return CannotRun;
}
