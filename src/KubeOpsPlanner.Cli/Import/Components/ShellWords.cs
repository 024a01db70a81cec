using System.Text;

namespace KubeOpsPlanner.Cli.Import.Components;

/// <summary>Splits a shell script into words, as far as scripts that start one program go: quotes, escapes, what separates commands.</summary>
internal static class ShellWords
{
    /// <returns>Words without their quotes; <c>;</c>, <c>&amp;&amp;</c> and the like as one word <c>;</c>.</returns>
    public static IReadOnlyList<string> Split(string script)
    {
        var words = new List<string>();
        StringBuilder? word = null;
        for (var i = 0; i < script.Length; i++)
        {
            var letter = script[i];
            switch (letter)
            {
                case '\\' when i + 1 < script.Length && script[i + 1] == '\n':
                    i++;
                    break;
                case '\\' when i + 1 < script.Length:
                    (word ??= new()).Append(script[++i]);
                    break;
                case '\'' or '"':
                    i = Quoted(script, i, word ??= new());
                    break;
                case ' ' or '\t' or '\r':
                    End();
                    break;
                case '\n' or ';' or '&' or '|':
                    End();
                    words.Add(";");
                    break;
                default:
                    (word ??= new()).Append(letter);
                    break;
            }
        }

        End();
        return words;

        void End()
        {
            if (word is not null)
            {
                words.Add(word.ToString());
                word = null;
            }
        }
    }

    /// <returns>Where the quoted text ends; the end of the script where it does not.</returns>
    private static int Quoted(string script, int start, StringBuilder word)
    {
        var quote = script[start];
        for (var i = start + 1; i < script.Length; i++)
        {
            if (script[i] == quote)
            {
                return i;
            }

            // Between single quotes a backslash is itself; between double ones it escapes only these.
            if (quote == '"' && script[i] == '\\' && i + 1 < script.Length && script[i + 1] is '"' or '\\' or '$' or '`')
            {
                i++;
            }

            word.Append(script[i]);
        }

        return script.Length;
    }
}
