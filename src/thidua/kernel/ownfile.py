"""Files that are nobody else's business: keys and secrets."""

import os
from pathlib import Path


def write_for_owner(path: Path, content: bytes) -> None:
    """A new file, readable by its owner alone from its first byte. Raises FileExistsError where there is one."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
