using KubeOpsPlanner.Hosting;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Operator.Admission;
using KubeOpsPlanner.Operator.Ledger;
using KubeOpsPlanner.Operator.Options;
using KubeOpsPlanner.Operator.Tests.Ledger.Support;
using KubeOpsPlanner.Planning.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace KubeOpsPlanner.Operator.Tests.Admission;

public sealed class AdmissionRegistrationTests
{
    [Fact]
    public async Task Everything_that_admission_is_made_of_can_be_made()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.AddOperatorHost(static _ => { }).AddAdmission(
            new PlannerOptions { DomainClock = new ScaledTimeProvider(TimeProvider.System, 1) });
        builder.Services.AddSingleton<ICluster>(new ClusterInMemory());
        await using var provider = builder.Services.BuildServiceProvider();
        Assert.NotNull(provider.GetRequiredService<GateHandler>());
        Assert.NotNull(provider.GetRequiredService<ValidationHandler>());
        var service = provider.GetRequiredService<LedgerService>();
        Assert.Same(service, provider.GetRequiredService<IBudgetLedger>());
        Assert.Same(service, provider.GetRequiredService<ILedgerJudge>());
    }
}
