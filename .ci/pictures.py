"""Draws what the program prints as SVG, so that the pictures of the docs cannot go stale: pictures.py BINARY ROOT [--check]"""
import html
import os
import pathlib
import re
import subprocess
import sys
import tempfile

binary, root = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
check = "--check" in sys.argv
COLOURS = {"31": "#c0392b", "32": "#1e8449", "33": "#9a6b00", "34": "#1f618d", "35": "#7d3c98", "36": "#117a8b", "37": "#444"}
WIDTH, LINE, PAD = 8.2, 18, 16
NBSP = "\u00a0"


def draw(text, title):
    """Text with SGR colours as an SVG of monospaced lines."""
    lines = text.rstrip("\n").split("\n")
    columns = max(len(re.sub(r"\x1b\[[0-9;]*m", "", l)) for l in lines)
    w, h = columns * WIDTH + 2 * PAD, len(lines) * LINE + 2 * PAD + 22
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w:.0f} {h:.0f}" width="{w:.0f}" height="{h:.0f}" role="img" aria-label="{html.escape(title, True)}">',
           f'<rect width="100%" height="100%" rx="8" fill="#fcfcfa" stroke="#d0d0c8"/>',
           f'<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="13.5" fill="#24292f" xml:space="preserve">',
           f'<text x="{PAD}" y="{PAD + 8}" fill="#6a737d">$ {html.escape(title)}</text>']
    colour, bold, dim = None, False, False
    for n, line in enumerate(lines):
        y, x, spans = PAD + 22 + n * LINE + 10, 0, []
        for part in re.split(r"(\x1b\[[0-9;]*m)", line):
            if part.startswith("\x1b"):
                for code in part[2:-1].split(";"):
                    if code in ("", "0", "39"):
                        colour, bold, dim = None, False, False
                    elif code == "1":
                        bold = True
                    elif code == "2":
                        dim = True
                    else:
                        colour = COLOURS.get(code, colour)
            elif part:
                style = (f' fill="{colour}"' if colour else "") + (' font-weight="bold"' if bold else "") + (' fill-opacity=".6"' if dim else "")
                spans.append(f'<tspan x="{PAD + x * WIDTH:.1f}" textLength="{len(part) * WIDTH:.1f}"{style}>{html.escape(part.replace(" ", NBSP))}</tspan>' if part.strip() else "")
                x += len(part)
        out.append(f'<text y="{y}">{"".join(spans)}</text>')
    return "\n".join(out + ["</g>", "</svg>", ""])


def files_of(page):
    for m in re.finditer(r"^`([\w/.-]+)`:\n\n```\w+\n(.*?)^```", page, re.S | re.M):
        yield m.group(1), m.group(2)


def picture(name, page, args):
    with tempfile.TemporaryDirectory() as folder:
        for path, text in files_of(page):
            file = pathlib.Path(folder, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        env = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "TERM")} | {"COLUMNS": "100"}
        ran = subprocess.run([binary, *args, "--color", "always"], cwd=folder, env=env, capture_output=True)
    svg = draw(ran.stdout.decode(), "servanda " + " ".join(args))
    target = root / "docs/pictures" / name
    if check:
        if not target.exists() or target.read_text("utf-8") != svg:
            sys.exit(f"docs/pictures/{name} is stale: python3 .ci/pictures.py target/debug/servanda .")
    else:
        target.write_text(svg, "utf-8")


readme = (root / "README.md").read_text("utf-8")
tutorial = (root / "docs/guide/tutorial.md").read_text("utf-8")
picture("check.svg", readme, ["check", "--as-of", "2023-02-01"])
picture("tutorial.svg", tutorial, ["check", "--as-of", "2024-03-01"])
print("the pictures are those of the program")
