"""Make README, docs/ and the algorithms' help pages readable in a browser, under build/docs."""

from __future__ import annotations

import html
import re
import shutil
from pathlib import Path

import markdown

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "build" / "docs"
LINK = re.compile(r'href="(?!https?:)(?:docs/)?([^"#]+)\.md(#[^"]*)?"')
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
    for path in (ROOT / "resources" / "help").glob("*/*.html"):
        write(TARGET / "help" / path.parent.name / path.name, path.stem, path.read_text(encoding="utf-8"), path.parent.name)
    print(f"DOCS: {TARGET / 'index.html'}")


def body_of(text: str) -> str:
    """Return a Markdown text as HTML, its links and pictures pointing at what stands beside it under build/docs."""
    body = markdown.markdown(text, extensions=["tables", "fenced_code", "toc"])
    return PICTURE.sub('src="', LINK.sub(r'href="\1.html\2"', body)).replace('href="README.html', 'href="index.html')


def write(target: Path, title: str, body: str, language: str = "en") -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(PAGE.format(language=language, title=html.escape(title), style=STYLE, body=body), encoding="utf-8")


if __name__ == "__main__":
    main()
