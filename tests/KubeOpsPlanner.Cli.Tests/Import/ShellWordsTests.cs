using KubeOpsPlanner.Cli.Import.Components;

namespace KubeOpsPlanner.Cli.Tests.Import;

public sealed class ShellWordsTests
{
    [Theory]
    [InlineData("python3 -m dynamo.planner --ttft 5", "python3|-m|dynamo.planner|--ttft|5")]
    [InlineData("a 'b c' \"d e\" f\\ g", "a|b c|d e|f g")]
    [InlineData("--config '{\"a\": \"b c\"}'", "--config|{\"a\": \"b c\"}")]
    [InlineData("--config \"{\\\"a\\\": 1}\"", "--config|{\"a\": 1}")]
    [InlineData("a \\\n  b", "a|b")]
    [InlineData("cd x && run; next\nlast", "cd|x|;|;|run|;|next|;|last")]
    [InlineData("a=''", "a=")]
    [InlineData("''", "")]
    [InlineData("'open", "open")]
    [InlineData("'$HOME\\n'", "$HOME\\n")]
    [InlineData("a\\", "a\\")]
    public void Splits_as_a_shell_does(string script, string words) => Assert.Equal(words.Split('|'), ShellWords.Split(script));

    [Fact]
    public void Nothing_has_no_words() => Assert.Empty(ShellWords.Split(" \t "));
}
