"""What is wrong with a published file, and in which encoding was it saved?"""

from collections.abc import Sequence


class FileFault(Exception):
    """A file that cannot be taken in; each fault names the file, and the row and column if any."""

    def __init__(self, file_name: str, faults: Sequence[str]) -> None:
        self.faults = [f"{file_name}: {fault}" for fault in faults]
        super().__init__("\n".join(self.faults))


def decoded(content: bytes) -> str:
    """Text by its byte order mark, else UTF-8, else as Excel on Windows saves it."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252")
