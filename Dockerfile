# The operator: docker build -t kubeops-planner:0.1.0 .
# The build runs on the builder's own architecture; what it makes runs on every one.
FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props ./
COPY src src
RUN dotnet publish src/KubeOpsPlanner.Operator -c Release -p:UseAppHost=false -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled
COPY --from=build /app /app
# The user of config/manager/deployment.yaml.
USER 65532:65532
ENTRYPOINT ["dotnet", "/app/kubeops-planner.dll"]
