namespace KubeOpsPlanner.Conformance;

/// <summary>A comparison of texts by lines: what both share stands between what only one has.</summary>
internal static class Lines
{
    public static string Compare(string expected, string actual)
    {
        var (old, @new) = (expected.Split('\n'), actual.Split('\n'));
        var common = LongestCommon(old, @new);
        var result = new List<string>();
        for (int i = 0, j = 0; i < old.Length || j < @new.Length;)
        {
            if (i < old.Length && j < @new.Length && old[i] == @new[j])
            {
                result.Add($"  {old[i++]}");
                j++;
            }
            else if (j == @new.Length || (i < old.Length && common[i + 1, j] >= common[i, j + 1]))
            {
                result.Add($"- {old[i++]}");
            }
            else
            {
                result.Add($"+ {@new[j++]}");
            }
        }

        return string.Join('\n', result);
    }

    private static int[,] LongestCommon(string[] old, string[] @new)
    {
        var common = new int[old.Length + 1, @new.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
        {
            for (var j = @new.Length - 1; j >= 0; j--)
                common[i, j] = old[i] == @new[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }

        return common;
    }
}
