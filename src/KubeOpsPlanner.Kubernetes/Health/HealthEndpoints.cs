using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace KubeOpsPlanner.Kubernetes.Health;

internal static class HealthEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, OperatorHostStatus status)
    {
        routes.MapGet("/healthz", () => Results.Text("ok\n"));
        routes.MapGet("/readyz", () => status.Missing is { Count: > 0 } missing
            ? Results.Text(string.Join('\n', missing) + "\n", statusCode: StatusCodes.Status503ServiceUnavailable)
            : Results.Text("ok\n"));
    }
}
