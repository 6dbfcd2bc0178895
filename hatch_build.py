"""What a wheel carries beside the package: the data tables with their registry, and the notebooks that learners get."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CARRIED = ("course.toml", "data", "notebooks")


class Carried(BuildHookInterface):
    """Puts the course into `grader/carried/`; an editable install has it beside the package."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the files to a wheel of the standard kind."""
        if version == "standard":
            for name in CARRIED:
                build_data["force_include"][str(Path(self.root, name))] = f"grader/carried/{name}"
