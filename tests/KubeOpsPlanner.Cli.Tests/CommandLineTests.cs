using System.Net;
using System.Net.Sockets;
using KubeOpsPlanner.Cli.Dev;

namespace KubeOpsPlanner.Cli.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("dve", "kubectl planner has no command dve: use status, explain, simulate, dev, import or export")]
    [InlineData("dev fault stop", "kubectl planner dev fault has no command stop: use add, list, remove, clear or restart")]
    [InlineData("status pools", "see kubectl planner status --help")]
    [InlineData("simulate --duration 0s", "--duration 0s is not a time above 0, up to 24h: write for example 30s or 5m")]
    [InlineData("dev --port x", "--port x is not a whole number from 0 to 65535")]
    [InlineData("dev --port 65536", "--port 65536 is not a whole number from 0 to 65535")]
    [InlineData("dev --time-scale 0", "--time-scale 0 is not a number above 0")]
    [InlineData("dev --time-scale -1", "--time-scale")]
    [InlineData("dev demo --scale fast", "--scale fast is not a number above 0")]
    [InlineData("dev demo --scale 1e999", "--scale 1e999 is not a number above 0")]
    [InlineData("dev demo --max-gpus 2", "--max-gpus 2 is not a whole number from 8 to 32")]
    [InlineData("explain", "explain takes either a target")]
    [InlineData("explain dgd/chat -f x.yaml", "explain takes either a target")]
    [InlineData("explain dgd/chat -o wide", "--output wide is not a format: use table, json or yaml")]
    [InlineData("import", "Required argument missing for command: 'import'")]
    [InlineData("import /does/not/exist.yaml", "/does/not/exist.yaml cannot be read: Could not find")]
    [InlineData("import x -o wide", "--output wide is not a format: use table, json, yaml or planner-config")]
    [InlineData("export", "export takes a plan or a budget, or -f file: see kubectl planner export --help")]
    [InlineData("export pod/chat", "\"pod/chat\" is neither a plan nor a budget: write for example pplan/chat or gbudget/fleet")]
    [InlineData("export a b c", "Unrecognized command or argument 'c'")]
    [InlineData("export -f /does/not/exist.yaml", "/does/not/exist.yaml cannot be read: Could not find")]
    [InlineData("export chat --kubeconfig /does/not/exist", "/does/not/exist")]
    [InlineData("status -o planner-config", "--output planner-config is not a format: use table, json or yaml")]
    [InlineData("status --kubeconfig /does/not/exist", "/does/not/exist")]
    [InlineData("dev demo --duration soon", "--duration soon is not a time from 1m to 24h: write for example 30m or 1h")]
    [InlineData("dev demo --duration 30s", "--duration 30s is not a time from 1m to 24h")]
    [InlineData("dev demo --duration m", "--duration m is not a time")]
    [InlineData("dev demo --trace /does/not/exist.csv", "there is no file \"/does/not/exist.csv\"")]
    [InlineData("dev fault add explode", "effect explode is not known: use one of conflict, throttle, error, slow, lose-request, lose-answer, stale-list, drop-watch, stall-watch")]
    [InlineData("dev fault add conflict --for soon", "--for soon is not a time up to 24h: write for example 30s or 5m")]
    [InlineData("dev fault add conflict --count 0", "--count 0 is not a whole number from 1 to 2147483647")]
    [InlineData("dev fault add error --code 404", "--code 404 is not a whole number from 500 to 599")]
    [InlineData("dev fault list -o xml", "--output xml is not a format: use table, json or yaml")]
    [InlineData("dev fault list --kubeconfig /does/not/exist", "There is no kubeconfig /does/not/exist: start a development cluster with \"kubectl planner dev\" (make dev), or name its kubeconfig with KUBECONFIG or --kubeconfig.")]
    public async Task Bad_words_get_one_sentence_and_exit_code_2(string words, string sentence)
    {
        var (code, output, errors) = await CommandRun.OfAsync(words.Split(' '));

        Assert.Equal(ExitCode.BadUsage, code);
        Assert.Contains(sentence, errors);
        Assert.StartsWith("error: ", errors);
        Assert.DoesNotContain("   at ", errors);
        Assert.Empty(output);
    }

    [Fact]
    public async Task A_trace_of_unknown_format_is_named_with_what_is_expected()
    {
        var path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, "when,what\n1,2\n");

        var (code, _, errors) = await CommandRun.OfAsync("dev", "demo", "--trace", path);
        File.Delete(path);

        Assert.Equal(ExitCode.BadUsage, code);
        Assert.Contains($"trace \"{Path.GetFileName(path)}\": its format is not known: expected Azure CSV", errors);
        Assert.Single(errors.Trim().Split('\n'));
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named_with_its_flag()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var port = ((IPEndPoint)holder.LocalEndpoint).Port;
        var folder = Directory.CreateTempSubdirectory("kubectl-planner-");

        var (code, _, errors) = await CommandRun.OfAsync("dev", "--port", $"{port}", "--folder", folder.FullName);
        folder.Delete(recursive: true);

        Assert.Equal(ExitCode.BadUsage, code);
        Assert.Equal(
            $"error: Port {port} on 127.0.0.1 is already in use; stop the program that holds it or choose another one with --port.",
            errors.Trim());
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_named_with_its_flag()
    {
        var file = Path.GetTempFileName();

        var (code, _, errors) = await CommandRun.OfAsync("dev", "--port", "0", "--folder", Path.Combine(file, "below"));
        File.Delete(file);

        Assert.Equal(ExitCode.BadUsage, code);
        Assert.Contains($"The folder {Path.Combine(file, "below")} cannot be written", errors);
        Assert.Contains("choose another one with --folder", errors);
    }

    [Fact]
    public async Task A_folder_that_another_cluster_uses_is_left_to_it()
    {
        var folder = Directory.CreateTempSubdirectory("kubectl-planner-");
        await using (FolderClaim.Take(folder, "--folder"))
        {
            var (code, _, errors) = await CommandRun.OfAsync("dev", "--port", "0", "--folder", folder.FullName);

            Assert.Equal(ExitCode.BadUsage, code);
            Assert.Contains($"Another development cluster has its kubeconfig in the folder {folder.FullName}", errors);
            Assert.Contains("choose another folder with --folder", errors);
        }

        Assert.Empty(folder.GetFiles());
        folder.Delete();
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_named_with_what_to_do()
    {
        var path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, """
            {"clusters": [{"name": "c", "cluster": {"server": "http://127.0.0.1:1"}}], "users": [{"name": "u", "user": {}}],
             "contexts": [{"name": "x", "context": {"cluster": "c", "user": "u"}}], "current-context": "x"}
            """);

        var (code, _, errors) = await CommandRun.OfAsync("status", "--kubeconfig", path);
        File.Delete(path);

        Assert.Equal(ExitCode.No, code);
        Assert.StartsWith("error: the API server http://127.0.0.1:1/ could not be reached: Connection refused", errors);
        Assert.Contains("name another cluster with --kubeconfig or --context", errors);
    }

    [Theory]
    [InlineData("", "kubectl planner [command]")]
    [InlineData("dev fault", "kubectl planner dev fault [command]")]
    public async Task Words_that_stop_too_early_get_help_as_an_error(string words, string usage)
    {
        var (code, output, errors) = await CommandRun.OfAsync(words.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(ExitCode.BadUsage, code);
        Assert.Contains(usage, errors);
        Assert.Empty(output);
    }

    [Theory]
    [InlineData("status", "table")]
    [InlineData("import", "yaml")]
    [InlineData("export", "planner-config")]
    public async Task Help_writes_defaults_as_they_are_typed(string verb, string format)
    {
        var (_, output, _) = await CommandRun.OfAsync(verb, "--help");

        Assert.Contains($"[default: {format}]", output);
        Assert.Contains($"  kubectl planner {verb} ", output);
    }

    [Theory]
    [InlineData("--help", "dev")]
    [InlineData("import --help", "file|- --namespace --graph --budget --output planner-config PlannerConfig")]
    [InlineData("export --help", "plan --filename --output planner-config --kubeconfig --namespace admission-policy resource-quota")]
    [InlineData("dev --help", "--port --folder --time-scale --bare --api-only --verbose demo fault")]
    [InlineData("dev fault --help", "add list remove clear restart --kubeconfig --context")]
    [InlineData("dev fault add --help", "conflict throttle lose-answer --verb --resource --namespace --user --user-agent --probability --seed --count --for --kubeconfig --output")]
    [InlineData("dev fault restart --help", "--without-memory --down")]
    [InlineData("dev demo --help", "--trace --report --max-gpus --duration --scale --verbose")]
    [InlineData("--version", ".")]
    public async Task Help_names_what_can_be_typed(string words, string named)
    {
        var (code, output, errors) = await CommandRun.OfAsync(words.Split(' '));

        Assert.Equal(ExitCode.Ok, code);
        Assert.Empty(errors);
        Assert.All(named.Split(' '), word => Assert.Contains(word, output));
        Assert.DoesNotContain("generate-manifests", output);
    }
}
