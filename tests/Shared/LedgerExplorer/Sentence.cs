using System.Globalization;
using System.Runtime.CompilerServices;

namespace KubeOpsPlanner.Testing.LedgerExplorer;

/// <summary>A sentence that is put together only where somebody reads it.</summary>
[InterpolatedStringHandler]
internal ref struct Sentence
{
    private DefaultInterpolatedStringHandler _text;

    public Sentence(int literalLength, int formattedCount, World world, out bool isRead)
    {
        isRead = world.Story is not null;
        if (isRead)
            _text = new DefaultInterpolatedStringHandler(literalLength, formattedCount, CultureInfo.InvariantCulture);
    }

    public void AppendLiteral(string literal) => _text.AppendLiteral(literal);

    public void AppendFormatted<T>(T value) => _text.AppendFormatted(value);

    public string Finish() => _text.ToStringAndClear();
}
