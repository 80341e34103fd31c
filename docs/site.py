"""Brings what the pages link to outside this folder into the site; mkdocs.yml names it."""

import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).parent.parent
OUTSIDE = (*sorted((ROOT / "tests" / "conversations").glob("*.txt")),
           ROOT / "config.example.yaml", ROOT / "CHANGELOG.md", ROOT / "CONTRIBUTING.md")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the files, as text, under ``more/``."""
    for path in OUTSIDE:
        files.append(File.generated(config, _place(path.name), content=path.read_text("utf-8")))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Lead links to them there."""
    return re.sub(r"\]\(\.\./(?:tests/conversations/)?([\w.-]+)\)",
                  lambda found: f"]({_place(found[1])})", markdown)


def _place(name: str) -> str:
    return f"more/{name}.txt" if name.endswith((".md", ".yaml")) else f"more/{name}"
