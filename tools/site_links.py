"""Checks the links within a built site: each must lead to a page or file that is there, and to a place on it."""

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

LINKS = {"a": "href", "link": "href", "img": "src", "script": "src"}


class Page(HTMLParser):
    """The links of a page, and the names of the places on it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.places: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element's link and its id."""
        given = dict(attrs)
        if link := given.get(LINKS.get(tag, "")):
            self.links.append(link)
        if place := given.get("id"):
            self.places.add(place)


def broken_links(site: Path) -> Iterator[str]:
    """A line for each link within the site that leads nowhere: page and link."""
    found = [path for path in sorted(site.resolve().rglob("*.html")) if "_static" not in path.parts]
    pages = {path: Page(path.read_text(encoding="utf-8")) for path in found}
    for path, page in pages.items():
        for link in sorted(set(page.links)):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            there = pages.get(target)
            if not target.is_file() or (parts.fragment and there and unquote(parts.fragment) not in there.places):
                yield f"{path.relative_to(site.resolve())}: {link} leads nowhere"
