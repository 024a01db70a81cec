using System.Text.RegularExpressions;

namespace KubeOpsPlanner.Simulation.Reporting;

/// <summary>The report's style sheet: light and dark by the reader's preference, plain on paper. Series colours are Okabe and Ito's, which colour-blind readers can tell apart.</summary>
internal static partial class ReportStyle
{
    /// <summary>Classes s0, s1 and so on.</summary>
    public const int SeriesColors = 8;

    /// <summary>The colours of the light scheme, as the style sheet names them.</summary>
    public static IEnumerable<(string Name, string Hex)> LightColours => Colour()
        .Matches(Css[..Css.IndexOf("@media", StringComparison.Ordinal)])
        .Select(match => (match.Groups[1].Value, match.Groups[2].Value));

    public const string Css = """
        :root{color-scheme:light dark;--bg:#fbfbfa;--card:#fff;--ink:#1a2027;--muted:#5d6874;--rule:#dfe3e8;--grid:#eceff2;
        --load:#56616d;--c0:#0072b2;--c1:#d98200;--c2:#009e73;--c3:#b4568f;--c4:#3f9fd8;--c5:#8a7a00;--c6:#d55e00;--c7:#6b6f76;
        --bad:#c0271a;--good:#147a45;--bad-bg:#fdf0ee;--good-bg:#eef7f1}
        @media (prefers-color-scheme:dark){:root{--bg:#12161b;--card:#191f26;--ink:#e6eaee;--muted:#98a4b0;--rule:#2d3640;--grid:#232b34;
        --load:#a5b1bd;--c0:#4aa3df;--c1:#f0a030;--c2:#2cc295;--c3:#d98abb;--c4:#8fcbf0;--c5:#c9b92e;--c6:#ff8a4c;--c7:#a4a9b0;
        --bad:#ff7a6b;--good:#4fcf8c;--bad-bg:#2c1a19;--good-bg:#14271d}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif;font-variant-numeric:tabular-nums}
        main{max-width:1180px;margin:0 auto;padding:36px 28px 56px}
        h1{font-size:27px;line-height:1.2;margin:0 0 4px;letter-spacing:-.015em}
        h2{font-size:17px;margin:40px 0 10px}
        p{margin:0}.sub,.hint,footer{color:var(--muted)}.hint{font-size:13.5px;max-width:90ch}
        .verdict{display:flex;gap:10px;align-items:baseline;margin:20px 0 18px;padding:11px 16px;border-radius:8px;border:1px solid;font-weight:600}
        .verdict.good{background:var(--good-bg);color:var(--good);border-color:color-mix(in srgb,var(--good) 35%,transparent)}
        .verdict.bad{background:var(--bad-bg);color:var(--bad);border-color:color-mix(in srgb,var(--bad) 35%,transparent)}
        .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(158px,1fr));gap:12px;margin:0 0 14px;padding:0}
        .tile{background:var(--card);border:1px solid var(--rule);border-radius:10px;padding:13px 16px 12px;margin:0}
        .tile dt{font-size:13px;color:var(--muted)}.tile dd{margin:0}
        .tile .big{font-size:27px;line-height:1.25;font-weight:650;letter-spacing:-.02em}.tile .big small{font-size:15px;font-weight:500;color:var(--muted);letter-spacing:0}
        .tile .note{font-size:12.5px;color:var(--muted);line-height:1.35}
        figure{position:relative;margin:14px 0 0;background:var(--card);border:1px solid var(--rule);border-radius:10px;padding:20px 20px 10px}
        figcaption{font-size:13px;color:var(--muted);padding:8px 0 6px}
        svg{display:block;width:100%;height:auto;overflow:visible;font-family:inherit}svg:focus-visible{outline:2px solid var(--c0);outline-offset:6px}
        svg text{font-size:12px;fill:var(--ink)}svg .title{font-size:13.5px;font-weight:650}svg .muted,svg .tick{fill:var(--muted);font-size:11.5px}
        .grid,.time-grid{stroke:var(--grid);stroke-width:1}.base{stroke:var(--rule);stroke-width:1}
        .load-area{fill:var(--load);opacity:.16}.load-line{fill:none;stroke:var(--load);stroke-width:1.3;stroke-linejoin:round}.load-dot{fill:var(--load)}
        .s0{--s:var(--c0)}.s1{--s:var(--c1)}.s2{--s:var(--c2)}.s3{--s:var(--c3)}.s4{--s:var(--c4)}.s5{--s:var(--c5)}.s6{--s:var(--c6)}.s7{--s:var(--c7)}
        .area{fill:var(--s);opacity:.28}.line{fill:none;stroke:var(--s);stroke-width:1.6}.stack{fill:var(--s);opacity:.72}
        .dot{fill:var(--s);stroke:var(--card);stroke-width:1.2}.swatch{display:inline-block;width:10px;height:10px;border-radius:2px;margin-right:7px;background:var(--s)}
        .missed{fill:var(--bad)}.m1{opacity:.2}.m2{opacity:.45}.m3{opacity:.7}
        .desired{fill:none;stroke:var(--ink);stroke-width:1.1;stroke-dasharray:3 2.5;opacity:.75}
        .ceiling{fill:none;stroke:var(--bad);stroke-width:2}.ceiling-label{fill:var(--bad)!important;font-weight:650}
        .floor{fill:none;stroke:var(--ink);stroke-width:1.2;stroke-dasharray:7 4;opacity:.7}
        .forbidden{fill:url(#hatch)}.hatch{stroke:var(--bad);stroke-width:1;opacity:.3}
        .cross{stroke:var(--bad);stroke-width:2}.refusal-line{stroke:var(--bad);stroke-width:1;stroke-dasharray:2 3;opacity:.55}
        .met-ttft{fill:none;stroke:var(--c0);stroke-width:1.7;stroke-linejoin:round}.met-itl{fill:none;stroke:var(--c1);stroke-width:1.7;stroke-dasharray:5 3;stroke-linejoin:round}
        .ttft-ink{fill:var(--c0)!important}.itl-ink{fill:var(--c1)!important}.label{font-weight:600}
        .badge.refused{fill:var(--bad)}.badge.other{fill:var(--card);stroke:var(--muted);stroke-width:1.3}
        svg .badge-text{fill:var(--card);font-size:10.5px;font-weight:700}svg .badge-text-other{fill:var(--ink);font-size:10.5px;font-weight:650}
        .cursor{stroke:var(--ink);stroke-width:1;opacity:0}.cursor.on{opacity:.5}
        #readout{position:absolute;pointer-events:none;background:var(--card);border:1px solid var(--rule);border-radius:8px;box-shadow:0 4px 18px #0003;padding:8px 12px;font-size:12.5px;line-height:1.45;white-space:pre;display:none;z-index:2}
        .scroll{overflow-x:auto}figure .scroll{padding-top:8px}figure .scroll>svg{min-width:620px}
        table{border-collapse:collapse;width:100%;font-size:14px;background:var(--card);border:1px solid var(--rule);border-radius:10px}
        th{text-align:left;font-size:12.5px;color:var(--muted);font-weight:600}th,td{padding:8px 12px;border-bottom:1px solid var(--rule);vertical-align:top}
        tr:last-child td{border-bottom:0}td.n,th.n{text-align:right;white-space:nowrap}td.nowrap{white-space:nowrap}
        .sub+.tiles{margin-top:16px}
        .dense{font-size:13px}.dense th{font-size:11.5px;vertical-align:bottom}.dense th,.dense td{padding:6px 7px}.dense th.n{white-space:normal}
        .key{display:inline-block;min-width:21px;padding:0 5px;text-align:center;font-size:12px;font-weight:700;border-radius:5px;border:1.3px solid var(--muted)}
        .key.refused{background:var(--bad);border-color:var(--bad);color:var(--card);border-radius:11px}
        .yes{color:var(--good);font-weight:650;white-space:nowrap}.no{color:var(--bad);font-weight:650;white-space:nowrap}
        details{margin-top:36px}summary{cursor:pointer;color:var(--muted)}details table{font-size:12.5px;margin-top:10px}details th,details td{padding:4px 10px}
        footer{margin-top:34px;font-size:12.5px}
        @media print,(max-width:1000px){td.wrap{overflow-wrap:anywhere;min-width:9.5em}}
        @media print{:root{--bg:#fff;--card:#fff;--ink:#000;--muted:#444;--rule:#bbb;--grid:#e4e4e4;color-scheme:light}main{max-width:none;padding:0}
        figure,.tile,table{break-inside:avoid}details:not([open]){display:none}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
        """;

    [GeneratedRegex("--([a-z0-9-]+):#([0-9a-f]{3,6})")]
    private static partial Regex Colour();
}
