"""The looks of paper: fonts by script, sizes, colours that stay apart in black and white."""

from functools import cache
from pathlib import Path
from urllib.parse import quote

from django.conf import settings

FONTS = Path(settings.BASE_DIR) / "static" / "dist" / "fonts"
FACES = {
    "Latin": (
        "noto-sans-latin",
        "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-200B,U+2010-206F,U+20AC,U+2122,U+2191,U+2193,U+2212",
    ),
    "Latin more": ("noto-sans-latin-ext", "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+1E00-1E9F,U+1EF2-1EFF"),
    "Urdu": ("vazirmatn-arabic", "U+0600-06FF,U+0750-077F,U+08A0-08FF,U+FB50-FDFF,U+FE70-FEFC"),
    "Bengali": ("noto-sans-bengali-bengali", "U+0951-0952,U+0964-0965,U+0980-09FE,U+200C-200D,U+20B9,U+25CC"),
}
"""Family: the start of its file names, and the characters that it is used for."""

STACK = "'Urdu','Bengali','Latin','Latin more'"


@cache
def faces() -> str:
    """The fonts, two weights each."""
    return "".join(
        f"@font-face{{font-family:'{family}';font-weight:{weight};unicode-range:{range_};"
        f"src:url('{(FONTS / f'{file}-{weight}-normal.woff2').as_uri()}') format('woff2')}}"
        for family, (file, range_) in FACES.items()
        for weight in (400, 700)
    )


SHEET = """
@page { size: A4; margin: 18mm 17mm 26mm; @bottom-left { content: element(foot); width: 100%%; } }
* { box-sizing: border-box; }
html { font: %(points)spt/1.5 %(stack)s; color: #10243a; hyphens: none; }
html[lang=ur], [lang=ur] { line-height: 1.8; }
html[lang=bn], [lang=bn] { line-height: 1.65; }
body { margin: 0; text-align: start; }
h1, h2, h3, h4 { font-weight: 700; line-height: 1.25; margin: 1.1em 0 .35em; break-after: avoid; break-inside: avoid;
  }
[lang=ur] h1, [lang=ur] h2, [lang=ur] h3, [lang=ur] h4, [lang=bn] h1, [lang=bn] h2, [lang=bn] h3 { line-height: 1.55;
  }
h1 { font-size: %(title)sem; color: #063a34; margin: 0 0 .25em; }
h2 { font-size: 1.3em; color: #063a34; border-top: 1.5pt solid #d9cfbd; padding-top: .45em; }
h2.inner { font-size: 1.15em; border-top: 0; padding-top: 0; }
h3 { font-size: 1.08em; } h4 { font-size: 1em; }
p { margin: 0 0 .6em; orphans: 3; widows: 3; }
ul, ol { margin: 0 0 .7em; padding-inline-start: 1.35em; } li { margin-bottom: .28em; }
a { color: #0a544b; text-decoration: underline; overflow-wrap: anywhere; }
.brand { font-weight: 700; color: #0a544b; margin: 0 0 .7em; font-size: .92em; }
.lede { font-size: 1.12em; color: #3a4c5e; }
.notice { border: 1.2pt dashed #736a58; padding: .5em .8em; font-size: .92em; margin: 0 0 .8em; }
.panel, .advice, .care, .inset, .figure { padding: .7em .95em .35em; margin: .9em 0; border-radius: 4pt; }
.panel, .advice, .care { break-inside: avoid; }
.panel { background: #f7f2e8; border: 1pt solid #d9cfbd; }
.panel > :first-child, .advice > :first-child, .care > :first-child, .inset > :first-child,
.figure > :first-child { margin-top: 0; }
.advice { border: 1pt solid #d9cfbd; } .advice ul { list-style: none; padding: 0; }
.advice li { padding-inline-start: 1.6em; position: relative; }
.advice li { background: no-repeat left .22em/.95em; } [dir=rtl] .advice li { background-position: right .22em; }
.two [dir=ltr] .advice li { background-position: left .22em; }
.do li { background-image: url("%(tick)s"); } .dont li { background-image: url("%(cross)s"); }
.care { border: 1.5pt solid #10243a; border-inline-start-width: 8pt; }
.care.emergency { border-color: #9c2f16; background: #fdeee8; }
.care.urgent { border-color: #f2b33d; background: #fdf1d6; }
.care.soon { border-color: #0a544b; background: #e2f0ec; }
.level { font-weight: 700; margin: 0 0 .15em; }
.inset { border-inline-start: 5pt solid #0a544b; background: #f7f2e8; border-radius: 0; }
.pictured { break-inside: avoid; margin: .7em 0; }
.pictured img { width: 4.2em; max-height: 9em; float: inline-start; margin-inline-end: .9em; }
.decoration { float: inline-start; width: 4.2em; height: 4.2em; margin-inline-end: .9em;
  background: no-repeat center/contain; }
.easy .decoration { width: 5.6em; height: 5.6em; }
.dot { display: inline-block; width: .75em; height: .75em; border-radius: 50%%; border: 1pt solid #0a544b;
  margin-inline-end: .35em; margin-inline-start: .8em; }
.dot:first-child { margin-inline-start: 0; } .on { background: #0a544b; }
.pictured::after { content: ""; display: block; clear: both; } .pictured p { margin: 0; padding-top: .6em; }
table { border-collapse: collapse; width: 100%%; margin: .6em 0 1em; }
caption { font-weight: 700; text-align: start; padding-bottom: .3em; }
th, td { border: 1pt solid #736a58; padding: .3em .5em; text-align: start; vertical-align: top; }
thead th { background: #ece2cf; } tr { break-inside: avoid; }
.figure { border: 1pt solid #d9cfbd; break-inside: avoid; } .pair { margin: .2em 0; }
.people { display: inline-block; width: 46%%; vertical-align: top; margin-inline-end: 3%%; }
.people img { width: 6.6em; height: 6.6em; } .people p, .legend, .facts { font-size: .86em; }
.legend img { width: .85em; height: .85em; }
blockquote { margin: .8em 0; padding-inline-start: 1em; border-inline-start: 3pt solid #d9cfbd; }
.who { color: #3a4c5e; }
.about { margin-top: 1.6em; border-top: 1.5pt solid #d9cfbd; padding-top: .7em; font-size: .9em; break-inside: avoid;
  }
.about img { width: 2.6cm; height: 2.6cm; float: inline-end; margin-inline-start: 1em; }
.about p { margin: 0 0 .3em; }
.foot { position: running(foot); font-size: %(foot)spt; color: #3a4c5e; border-top: .8pt solid #d9cfbd;
  padding-top: 2mm; }
.foot p { margin: 0; } .number::after { content: counter(page); } .count::after { content: counter(pages); }
.easy .pictured { border-bottom: 1pt solid #d9cfbd; padding: .5em 0 .7em; margin: 0; }
.easy .pictured img { width: 5.6em; } .easy .pictured p { padding-top: 1.1em; }
.two { display: flex; gap: 7mm; align-items: flex-start; } .two > div { width: 84.5mm; flex: none; }
.two h2 { margin-top: .7em; } .two .panel, .two .advice, .two .care, .two .inset, .two .figure { margin: .3em 0; }
.two .people { width: 100%%; } .titles { border-bottom: 1.5pt solid #d9cfbd; margin-bottom: .6em; }
.card { width: 85.6mm; min-height: 54mm; border: .6pt dashed #736a58; padding: 2mm; display: inline-block;
  vertical-align: top; margin: 0 1mm 2mm 0; }
.card .care { margin: 0; border-width: 1pt; border-inline-start-width: 4pt; padding: 1.5mm 2.5mm; min-height: 50mm; }
.card ul { margin-bottom: .3em; } .card p { margin: 0; }
"""


TICK = '<path d="M3 12l6 7L21 4" stroke="#0a544b" stroke-width="4" fill="none"/>'
CROSS = '<path d="M4 4l16 16M20 4L4 20" stroke="#9c2f16" stroke-width="4" fill="none"/>'


def _drawn(path: str) -> str:
    return "data:image/svg+xml," + quote(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">{path}</svg>')


def style(points: float) -> str:
    """The style sheet for a size of body text in points."""
    title = 1.9 if points < 16 else 1.5  # noqa: PLR2004  large letters need no larger title
    return faces() + SHEET % {
        "points": points,
        "stack": STACK,
        "title": title,
        "foot": max(9, min(points, 16)),
        "tick": _drawn(TICK),
        "cross": _drawn(CROSS),
    }
