"""The attacks by class: each module's first line says what they have in common, `ATTACKS` lists them."""

import importlib
import pkgutil
from types import ModuleType


def classes() -> list[ModuleType]:
    """The modules of this package, in alphabetical order."""
    return [importlib.import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__)]
