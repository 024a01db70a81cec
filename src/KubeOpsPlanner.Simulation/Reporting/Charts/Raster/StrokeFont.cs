namespace KubeOpsPlanner.Simulation.Reporting.Charts.Raster;

/// <summary>
/// Letters as pen strokes, so that a picture can be drawn where no fonts are. Capitals are 8 units high, the baseline is at
/// 8, small letters begin at 3.
/// </summary>
internal static class StrokeFont
{
    public const double UnitsPerEm = 11;
    public const double Baseline = 8;

    private const double Gap = 2.1;
    private const double SpaceWidth = 2.2;

    /// <summary>As <see cref="Glyph.Of"/> reads them.</summary>
    private static readonly Dictionary<char, Glyph> Glyphs = new Dictionary<char, string>
    {
        ['A'] = "083068 1555",
        ['B'] = "0008 ~003050543404 ~043464683808",
        ['C'] = "~626000086866",
        ['D'] = "0008 ~003060683808",
        ['E'] = "60000868 0454",
        ['F'] = "600008 0454",
        ['G'] = "~626000086864 6434",
        ['H'] = "0008 6068 0464",
        ['I'] = "0008",
        ['J'] = "~40480806",
        ['K'] = "0008 6005 2468",
        ['L'] = "000868",
        ['M'] = "0800357078",
        ['N'] = "08006860",
        ['O'] = "~0060680800",
        ['P'] = "0008 ~003060653505",
        ['Q'] = "~0060680800 4669",
        ['R'] = "0008 ~003060643404 3468",
        ['S'] = "~6160000464680807",
        ['T'] = "0060 3038",
        ['U'] = "~00086860",
        ['V'] = "003860",
        ['W'] = "0028426880",
        ['X'] = "0068 6008",
        ['Y'] = "003460 3438",
        ['Z'] = "00600868",
        ['a'] = "~5303085853 5358",
        ['b'] = "0008 ~0353580803",
        ['c'] = "~545303085857",
        ['d'] = "5058 ~5303085853",
        ['e'] = "~05555303085857",
        ['f'] = "~402028 0343",
        ['g'] = "~5303085853 ~535b0b0a",
        ['h'] = "0008 ~05035358",
        ['i'] = "0308 0000",
        ['j'] = "~232b0b 2020",
        ['k'] = "0008 5306 2558",
        ['l'] = "0008",
        ['m'] = "0308 ~05034348 ~45438388",
        ['n'] = "0308 ~05035358",
        ['o'] = "~0353580803",
        ['p'] = "030b ~0353580803",
        ['q'] = "535b ~5303085853",
        ['r'] = "0308 ~060343",
        ['s'] = "~5453030555580807",
        ['t'] = "~111848 0343",
        ['u'] = "~03085853 5358",
        ['v'] = "032853",
        ['w'] = "0328446883",
        ['x'] = "0358 5308",
        ['y'] = "0328 531b",
        ['z'] = "03530858",
        ['0'] = "~0050580800",
        ['1'] = "123038",
        ['2'] = "~0200505508 0858",
        ['3'] = "~0100505424 ~2454580807",
        ['4'] = "48400656",
        ['5'] = "500004 ~0353580807",
        ['6'] = "~5140000858530306",
        ['7'] = "005028",
        ['8'] = "~0050540400 ~0454580804",
        ['9'] = "~0748585000055552",
        ['.'] = "0708",
        [','] = "1819",
        [':'] = "0405 0708",
        [';'] = "1414 1819",
        ['-'] = "0535",
        ['–'] = "0555",
        ['—'] = "0585",
        ['/'] = "0840",
        ['('] = "~20020628",
        [')'] = "~00222608",
        ['['] = "20000828",
        [']'] = "00202808",
        ['%'] = "0860 ~0020220200 ~4666684846",
        ['≤'] = "500356 0858",
        ['≥'] = "005306 0858",
        ['×'] = "0448 4408",
        ['·'] = "0505",
        ['='] = "0353 0656",
        ['+'] = "0555 3238",
        ['_'] = "0959",
        ['\''] = "0002",
        ['"'] = "0002 2022",
        ['<'] = "530558",
        ['>'] = "035508",
        ['|'] = "000a",
        ['!'] = "0005 0808",
        ['?'] = "~010050543436 3838",
        ['#'] = "1018 4048 0353 0656",
        ['*'] = "0347 4307 2328",
    }.ToDictionary(letter => letter.Key, letter => Glyph.Of(letter.Value));

    private static readonly Glyph Unknown = Glyph.Of("0040480800");

    /// <returns>Pixels.</returns>
    public static double Width(string text, double size) => text.Sum(Advance) * size / UnitsPerEm;

    /// <summary>Polylines in units, the text's beginning and the capitals' top at 0.</summary>
    public static IEnumerable<IReadOnlyList<(double X, double Y)>> Lines(string text)
    {
        var left = 0.0;
        foreach (var letter in text)
        {
            var from = left;
            foreach (var line in letter == ' ' ? [] : Of(letter).Lines)
            {
                yield return [.. line.Select(point => (from + point.X, point.Y))];
            }

            left += Advance(letter);
        }
    }

    private static double Advance(char letter) => letter == ' ' ? SpaceWidth + Gap : Of(letter).Width + Gap;

    private static Glyph Of(char letter) => Glyphs.GetValueOrDefault(letter, Unknown);
}
