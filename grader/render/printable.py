"""Names of files as they may be shown in a picture or a page."""


def printable(text: str) -> str:
    """One line: what the name of a file may hold and XML may not, control characters say, is left out."""
    return "".join(character for character in text if character.isprintable())
