"""The SHA-256 of every file that is shipped: ``hashes.py write ZIP`` puts them into a package, ``hashes.py check PLACE`` compares.

``PLACE`` is a package, or the folder of an installed plugin. The list is as ``sha256sum --check`` reads it; files that Python or QGIS makes
beside the plugin's own count for nothing.
"""

import hashlib
import sys
import zipfile
from pathlib import Path

LIST, FOLDER = "SHA256SUMS", "opgavenkaart/"
MADE_LATER = ("__pycache__",)
MOMENT = (1980, 1, 1, 0, 0, 0)
"""Of the list in the zip: the same commit gives the same package."""


def shipped(place: Path) -> dict[str, bytes]:
    """Return the files of a package, or of a plugin in a folder, with their content by their path in the plugin."""
    if place.is_dir():
        found = {path.relative_to(place).as_posix(): path for path in sorted(place.rglob("*")) if path.is_file()}
        return {name: path.read_bytes() for name, path in found.items() if not set(Path(name).parts) & {*MADE_LATER}}
    with zipfile.ZipFile(place) as archive:
        return {name.removeprefix(FOLDER): archive.read(name) for name in sorted(archive.namelist()) if not name.endswith("/")}


def hash_of(content: bytes) -> str:
    """Return the SHA-256 of a file's content."""
    return hashlib.sha256(content).hexdigest()


def write(package: Path) -> None:
    """Put the list into a package."""
    lines = [f"{hash_of(content)}  {name}\n" for name, content in shipped(package).items()]
    with zipfile.ZipFile(package, "a", zipfile.ZIP_DEFLATED) as archive:
        entry = zipfile.ZipInfo(FOLDER + LIST, MOMENT)
        entry.external_attr = 0o644 << 16
        archive.writestr(entry, "".join(lines))


def check(place: Path) -> list[str]:
    """Return what is not as the list in a package or folder says, a line each."""
    files = shipped(place)
    if LIST not in files:
        return [f"{place} has no {LIST}: it was not made by 'make package', or somebody took it away."]
    listed = {name: stated for stated, _, name in (line.partition("  ") for line in files.pop(LIST).decode().splitlines())}
    wrong = [f"changed: {name}" for name, content in files.items() if name in listed and hash_of(content) != listed[name]]
    wrong += [f"not listed: {name}" for name in files if name not in listed]
    return wrong + [f"gone: {name}" for name in listed if name not in files]


if __name__ == "__main__":
    task, given = sys.argv[1], Path(sys.argv[2])
    if task == "write":
        write(given)
    elif not given.exists():
        sys.exit(f"{given} is not there: give a package or the folder of a plugin as PLACE.")
    elif wrong := check(given):
        sys.exit("\n".join(wrong))
    else:
        print(f"All {len(shipped(given)) - 1} files of {given} are as they were packed; the SHA-256 of the list is", end=" ")
        print(hash_of(shipped(given)[LIST]))
