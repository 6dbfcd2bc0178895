"""Sphinx's settings for the site. It is built by `make site`, which lays out the sources beside this file."""

import re
import tomllib
from pathlib import Path

from docutils import nodes
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.application import Sphinx

# What docutils does not know: sizes of brackets, which grow by themselves.
TEX = {r"\dots": r"\ldots", r"\big": "", r"\Big": ""}
SETTINGS = tomllib.loads((Path(__file__).parent / "course.toml").read_text(encoding="utf-8"))

project = html_title = SETTINGS["title"]
extensions = ["myst_nb"]
nb_execution_mode = "off"  # what is committed has been executed
myst_enable_extensions = ["dollarmath", "html_image"]
myst_heading_anchors = 4
root_doc = "index"

html_theme = "sphinx_book_theme"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_favicon = "static/favicon.svg"
html_copy_source = html_show_sourcelink = html_show_copyright = False
html_context = {"default_mode": "auto"}
html_math_renderer = "mathml"
html_theme_options = {
    "home_page_in_toc": True,
    "show_toc_level": 2,
    "use_download_button": False,
    "use_fullscreen_button": False,
    **({"repository_url": SETTINGS["address"], "use_repository_button": True} if SETTINGS.get("address") else {}),
}


def math(self, node: nodes.Element) -> None:  # type: ignore[no-untyped-def]
    """A formula as MathML, which every browser shows without a script, and a screen reader reads."""
    is_block = isinstance(node, nodes.math_block)
    text = re.sub(r"\\[a-zA-Z]+", lambda match: TEX.get(match[0], match[0]), node.astext())
    formula = tex2mathml(text, as_block=is_block)
    self.body.append(f'<div class="formula" tabindex="0">{formula}</div>' if is_block else formula)
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Tell Sphinx of the renderer."""
    app.add_html_math_renderer("mathml", (math, None), (math, None))
