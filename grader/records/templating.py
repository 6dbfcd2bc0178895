"""Fills the templates of pages. Everything that is put in is escaped; a page runs no script but its own."""

import base64
import hashlib
import json
import re
from functools import lru_cache
from pathlib import Path

import mistune
from jinja2 import Environment, FileSystemLoader, select_autoescape
from markupsafe import Markup

TEMPLATES = Path(__file__).with_name("templates")
FORMULA = re.compile(r"\$\$?([^$`]+?)\$\$?")
COMMAND = re.compile(r"\\([a-zA-Z]+|[,;! ])")
SIGNS = {
    "cdot": "·",
    "times": "×",
    "approx": "≈",
    "le": "≤",
    "ge": "≥",
    "sum": "Σ",
    "partial": "∂",
    "to": "→",
    ",": " ",
}
FOLDED = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def render(template: str, /, **values: object) -> str:
    """The page that a template gives with these values."""
    return _environment().get_template(template).render(**values)


def script(name: str) -> tuple[Markup, str]:
    """A script to stand in a page, and the source by which the page's security policy allows it and no other."""
    text = (TEMPLATES / name).read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return Markup(text), f"'sha256-{digest}'"


def as_json(data: object) -> Markup:
    """Plain data to stand in a `<script type="application/json">`, which nothing in it can end."""
    return Markup(json.dumps(data, ensure_ascii=True, separators=(",", ":")).translate(FOLDED))


def markdown(text: str) -> Markup:
    """A lesson's own Markdown as HTML; tags in it are shown, not used, and formulas are set as code."""
    return Markup(_markdown()(FORMULA.sub(lambda match: f"`{_plain(match[1])}`", text)))


def points(value: float) -> str:
    """2, 1.5, 0.33: as people write points."""
    return f"{round(value, 2):g}"


def _plain(formula: str) -> str:
    """A formula as it can be read without being typeset."""
    return COMMAND.sub(lambda match: SIGNS.get(match[1], match[1]), formula).replace("{", "").replace("}", "").strip()


@lru_cache(maxsize=1)
def _markdown() -> mistune.Markdown:
    return mistune.create_markdown(escape=True, plugins=["table"])


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(default=True, default_for_string=True),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"points": points, "markdown": markdown}
    return environment
