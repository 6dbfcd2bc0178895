"""What the commands share when they print."""


def printable(line: str) -> str:
    """The line without anything that moves a cursor."""
    return "".join(c if c.isprintable() else " " for c in line)
