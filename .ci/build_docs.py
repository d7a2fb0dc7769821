"""Make README, docs/ and the algorithms' help pages readable in a browser, under build/docs."""

from __future__ import annotations

import html
import re
import shutil
import sys
from pathlib import Path

import markdown

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "processing"))
from model.help_pages import FOLDER, PICTURES, help_page, picture_words  # noqa: E402

TARGET = ROOT / "build" / "docs"
LINK = re.compile(r'href="(?!https?:)(?:docs/)?([^"#]+)\.md(#[^"]*)?"')
HELP = re.compile(r'href="(?:\.\./)?resources/help/')
PICTURE = re.compile(r'src="docs/')
STYLE = """
body { font: 16px/1.5 sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #222 }
table { border-collapse: collapse }
td, th { border: 1px solid #bbb; padding: .3rem .6rem; text-align: left; vertical-align: top }
pre, code { background: #f4f4f2 }
pre { padding: .6rem; overflow-x: auto }
img { max-width: 100% }
"""
PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head><meta charset="utf-8"><title>{title}</title><style>{style}</style></head>
<body>
{body}
</body>
</html>
"""


def main() -> None:
    shutil.rmtree(TARGET, ignore_errors=True)
    TARGET.mkdir(parents=True)
    pages = {"index": ROOT / "README.md", "CHANGELOG": ROOT / "CHANGELOG.md", **{path.stem: path for path in (ROOT / "docs").glob("*.md")}}
    for name, path in pages.items():
        write(TARGET / f"{name}.html", path.stem, body_of(path.read_text(encoding="utf-8")))
    if (ROOT / "docs" / "images").exists():
        shutil.copytree(ROOT / "docs" / "images", TARGET / "images")
    shutil.copytree(PICTURES, TARGET / "help" / "pictures")
    for path in FOLDER.glob("*/*.html"):
        write(TARGET / "help" / path.parent.name / path.name, path.stem, help_of(path.stem, path.parent.name), path.parent.name)
    print(f"DOCS: {TARGET / 'index.html'}")


def body_of(text: str) -> str:
    """Return a Markdown text as HTML, its links and pictures pointing at what stands beside it under build/docs."""
    body = markdown.markdown(text, extensions=["tables", "fenced_code", "toc"])
    body = LINK.sub(r'href="\1.html\2"', body).replace('href="README.html', 'href="index.html')
    return PICTURE.sub('src="', HELP.sub('href="help/', body))



def help_of(name: str, language: str) -> str:
    """Return a help page; an algorithm's under its name, the first page with all algorithms below it."""
    page = help_page(name, language, f"../pictures/{name}.svg")
    names = sorted(path.stem for path in PICTURES.iterdir())
    if name == "window":
        return page + "".join(f'<p><a href="{one}.html">{one}</a>: {picture_words(one, language)}</p>' for one in names)
    return f"<h2>{name}</h2>\n{page}" if name in names else page


def write(target: Path, title: str, body: str, language: str = "en") -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(PAGE.format(language=language, title=html.escape(title), style=STYLE, body=body), encoding="utf-8")


if __name__ == "__main__":
    main()
