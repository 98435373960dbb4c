"""How much memory does this process take while a harmful file is refused?"""

import gc
from pathlib import Path


def memory(kind: str) -> int:
    """What this process holds ("VmRSS"), or the most it has held ("VmHWM"), in bytes."""
    status = Path("/proc/self/status").read_text()
    line = next(one for one in status.splitlines() if one.startswith(kind))
    return int(line.split()[1]) * 1024


class Growth:
    """How much memory this process took at most while something was done."""

    def __enter__(self) -> "Growth":
        gc.collect()
        Path("/proc/self/clear_refs").write_text("5")  # the peak begins again from here
        self.held = memory("VmRSS")
        return self

    def __exit__(self, *_: object) -> None:
        self.bytes = memory("VmHWM") - self.held
