using KubeOpsPlanner.Entities.Meta;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace KubeOpsPlanner.Operator.Actuation.Virtual;

/// <summary>Where an outside orchestrator reports decisions as carried out.</summary>
public static class VirtualEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(
        "/virtual/{namespace}/{plan}/decisions/{id:long}",
        async (HttpContext context, Acknowledgements acknowledgements, string @namespace, string plan, long id) =>
        {
            if (!context.Request.IsHttps)
            {
                return Text("tokens are taken over HTTPS alone: use the port of the webhooks", StatusCodes.Status403Forbidden);
            }

            var answer = await acknowledgements.TakeAsync(context.Request.Headers.Authorization, new ObjectKey(@namespace, plan), id, context.RequestAborted);
            return Text(answer.Message, (int)answer.Status);
        });

    private static IResult Text(string message, int status) => Results.Text($"{message}\n", statusCode: status);
}
