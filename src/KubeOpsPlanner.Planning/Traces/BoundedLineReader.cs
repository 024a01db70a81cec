using System.Text;

namespace KubeOpsPlanner.Planning.Traces;

/// <summary>Reads lines without ever holding more than the limit, whatever the file contains.</summary>
internal sealed class BoundedLineReader(TextReader reader, int maxLength)
{
    private readonly char[] _buffer = new char[16 * 1024];
    private readonly StringBuilder _line = new();
    private int _length;
    private int _position;

    /// <summary>The 1-based number of the line that was returned last.</summary>
    public long LineNumber { get; private set; }

    /// <summary>The next line without its end, null at the end of the file; <paramref name="tooLong"/> when the line was cut and its rest dropped.</summary>
    public string? ReadLine(out bool tooLong)
    {
        _line.Clear();
        tooLong = false;
        var any = false;
        while (_position < _length || Fill())
        {
            any = true;
            var rest = _buffer.AsSpan(_position, _length - _position);
            var end = rest.IndexOf('\n');
            var piece = end < 0 ? rest : rest[..end];
            var room = Math.Min(piece.Length, maxLength - _line.Length);
            tooLong |= room < piece.Length;
            _line.Append(piece[..room]);
            _position += end < 0 ? rest.Length : end + 1;
            if (end >= 0)
            {
                break;
            }
        }

        if (!any)
        {
            return null;
        }

        LineNumber++;
        if (_line.Length > 0 && _line[^1] == '\r')
        {
            _line.Length--;
        }

        return _line.ToString();
    }

    private bool Fill()
    {
        _position = 0;
        _length = reader.Read(_buffer, 0, _buffer.Length);
        return _length > 0;
    }
}
