"""What axe finds on a page in a browser."""

from typing import Any

SERIOUS = ("serious", "critical")


def faults(page: Any, within: str = "") -> list[str]:
    """What is serious or worse: rule, and the first element that breaks it."""
    from axe_playwright_python.sync_playwright import Axe

    # What passed would be megabytes, and is not read.
    found = Axe().run(page, context=within or None, options={"resultTypes": ["violations"]}).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found if each["impact"] in SERIOUS]
