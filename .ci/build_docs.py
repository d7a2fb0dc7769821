"""Make README, docs/ and the algorithms' help pages readable in a browser, under build/docs."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import markdown

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "processing"))
from model.help_pages import FOLDER, PICTURES, help_page, picture_words  # noqa: E402

TARGET = ROOT / "build" / "docs"
LINK_TEXT = re.compile(r">(?:docs/)?([\w-]+)\.md</a>")
LINK = re.compile(r'href="(?!https?:)(?:docs/)?([^"#]+)\.md(#[^"]*)?"')
HELP = re.compile(r'href="(?:\.\./)?resources/help/')
UPWARDS = re.compile(r'href="\.\./')
FILES = ("LICENSE", "resources/styles/theme.json")
"""What pages link to besides pages."""
PICTURE = re.compile(r'src="docs/')
STYLE = """
body { font: 16px/1.5 sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #222 }
table { border-collapse: collapse }
td, th { border: 1px solid #bbb; padding: .3rem .6rem; text-align: left; vertical-align: top }
pre, code { background: #f4f4f2 }
pre { padding: .6rem; overflow-x: auto }
img { max-width: 100% }
nav { border-bottom: 1px solid #bbb; padding-bottom: .6rem; font-size: .9em }
"""
GUIDE = {"index": "Start", "tutorial": "Ten minutes", "handleiding": "Tien minuten", "desktop": "In the window", "scripts": "Scripts"}
"""Pages that each page leads to, and what they are called there."""
HELP_LINKS = 'Help: <a href="{top}help/en/window.html">English</a>, <a href="{top}help/nl/window.html">Nederlands</a>'
PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head><meta charset="utf-8"><title>{title}</title><style>{style}</style></head>
<body>
<nav>{guide}</nav>
{body}
</body>
</html>
"""


def main() -> None:
    shutil.rmtree(TARGET, ignore_errors=True)
    TARGET.mkdir(parents=True)
    pages = {"index": ROOT / "README.md", **{path.stem: path for path in (ROOT / "docs").glob("*.md")}}
    pages |= {name: ROOT / f"{name}.md" for name in ("CHANGELOG", "bench/RESULTS")}
    for name, path in pages.items():
        write(TARGET / f"{name}.html", body_of(path.read_text(encoding="utf-8")), "nl" if name == "handleiding" else "en")
    for folder in ("images", "examples"):
        shutil.copytree(ROOT / "docs" / folder, TARGET / folder)
    for file in FILES:
        (TARGET / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / file, TARGET / file)
    shutil.copytree(PICTURES, TARGET / "help" / "pictures")
    for path in FOLDER.glob("*/*.html"):
        write(TARGET / "help" / path.parent.name / path.name, help_of(path.stem, path.parent.name), path.parent.name)
    print(f"DOCS: {TARGET / 'index.html'}")


def body_of(text: str) -> str:
    """Return a Markdown text as HTML, its links and pictures pointing at what stands beside it under build/docs."""
    body = markdown.markdown(text, extensions=["tables", "fenced_code", "toc"])
    body = LINK_TEXT.sub(r">\1</a>", body)
    body = LINK.sub(r'href="\1.html\2"', body).replace('href="README.html', 'href="index.html')
    return PICTURE.sub('src="', UPWARDS.sub('href="', HELP.sub('href="help/', body)))


def help_of(name: str, language: str) -> str:
    """Return a help page: an algorithm's under its name, a dock's with a picture of it, the first page with all algorithms below it."""
    page = help_page(name, language, f"../pictures/{name}.svg")
    names = sorted(path.stem for path in PICTURES.iterdir())
    if name == "window":
        return page + "".join(f'<p><a href="{one}.html">{one}</a>: {picture_words(one, language)}</p>' for one in names)
    if name in names:
        return f"<h2>{name}</h2>\n{page}"
    return f'{page}\n<p><img src="../../images/docks/{name.removeprefix("dock_")}_{language}_light.png" alt=""></p>'


def write(target: Path, body: str, language: str) -> None:
    """Write a page: its title is its first heading, and above it stand links to the guide."""
    top = "../" * len(target.relative_to(TARGET).parents[1:])
    guide = " · ".join([f'<a href="{top}{name}.html">{title}</a>' for name, title in GUIDE.items()] + [HELP_LINKS.format(top=top)])
    title = re.search(r"<h[12][^>]*>(.*?)</h[12]>", body)[1]
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(PAGE.format(language=language, title=title, style=STYLE, guide=guide, body=body), encoding="utf-8")


if __name__ == "__main__":
    main()
