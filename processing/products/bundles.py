"""Bundles that an integrated map left: found again, and read."""

from __future__ import annotations

import datetime
import hashlib
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PureWindowsPath

import numpy as np
from qgis.core import QgsVectorLayer

from ..analysis.anchors import Anchor
from ..analysis.features import Features
from ..model import contract
from ..model.challenge import Challenge
from ..model.choices import INTERNAL, NEVER_IN_MANIFEST, PUBLIC
from ..model.codec import from_json
from ..model.errors import Mistakes, OpgaveError
from ..model.files import file_hash, label, parse_json, read_hashed_json, read_json
from ..model.own_use import AGGREGATED, note_closed
from ..model.progress import SILENT, Progress
from ..model.public_text import without_secrets
from ..model.schema import mistakes, read_schema
from ..model.source_places import SourceFolders, folders_of
from ..model.trust import FOREIGN, leaves_by_link, standing_of
from ..qgis_io.earlier_files import Earlier, question_of
from ..qgis_io.geopackage_paths import openable
from ..qgis_io.opening import open_ogr_layer
from ..qgis_io.outputs import said_when_refused
from ..qgis_io.reading import read_features
from ..texts.language import interface_language
from .manifest import FORMAT, SOURCES

MANIFEST = "manifest.json"
CHALLENGE, CATALOGUE = ".challenge.json", ".catalogue.json"
"""How the names of the files end in which a bundle keeps what it was made from."""
LARGEST, LARGEST_MANIFEST, CHUNK = 4 << 30, 64 << 20, 1 << 20
"""Bytes that a zip may unpack to, more than the map of all Flanders has; that the manifest in it may have; that are written at once."""
MOST_ENTRIES = 10_000
"""Files in a zip that is unpacked."""
UNREADABLE_ZIP = (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError)
LEADING_ELSEWHERE = (contract.UNITS, contract.THEME, contract.STORE)
"""Parameters of a manifest that lead to files or databases other than the bundle's own."""
PARTS = {"challenge": dict, "as_of": str, "inputs": list, "results": dict, "files": dict}


@dataclass(frozen=True)
class Bundle:
    """An integrated map: the folder with its files.

    Attributes
    ----------
    manifest : dict
        What its manifest holds.
    name : str
        What the user calls it: the path of folder, zip or manifest.
    unpacked : TemporaryDirectory or None
        What holds the folder of a zip, as long as the bundle lives.
    sha : str
        SHA-256 of its manifest.
    """

    folder: Path
    manifest: dict
    name: str = ""
    unpacked: tempfile.TemporaryDirectory | None = field(default=None, repr=False, compare=False)
    sha: str = ""

    @cached_property
    def challenge(self) -> Challenge:
        """The challenge as it was asked."""
        return Challenge.from_json(self.manifest["challenge"], MANIFEST)

    @cached_property
    def anchors(self) -> dict[str, Anchor]:
        """What the scores of each indicator were relative to, by its id; empty where an earlier version made the bundle.

        Raises
        ------
        OpgaveError
            What the manifest says of it cannot be read.
        """
        try:
            found = {id: from_json(Anchor, document) for id, document in self.manifest.get("anchors", {}).items()}
            for anchor in found.values():
                anchor.score(np.zeros(1))
        except (ArithmeticError, AttributeError, KeyError, TypeError, ValueError) as error:
            raise OpgaveError(
                "The key 'anchors' in the manifest of '{folder}' cannot be read: remove it; the scale is then taken from the areas.",
                folder=self.name or self.folder,
            ) from error
        return found

    @property
    def parameters(self) -> dict:
        """The parameters by which it is made again.

        Raises
        ------
        OpgaveError
            It was made elsewhere, and leads to other files than its own.
        """
        return allowed_parameters(self.manifest, Path(self.name or self.folder), self.sha)

    def source_folders(self, given: Sequence[Path] = ()) -> SourceFolders:
        """Return where the files that it was made from are looked for; those in ``given`` first."""
        lies_in = Path(self.name).parent if self.unpacked else self.folder
        return folders_of(self.manifest.get(SOURCES), lies_in, given)

    @property
    def audience(self) -> str:
        """For whom it was made, of `choices.AUDIENCES`."""
        return str(self.manifest.get("audience", PUBLIC))

    @property
    def municipality(self) -> str:
        """The NIS code of the municipality in which it lies; empty where it is not known, or an earlier version made it."""
        return str(self.manifest.get("municipality", ""))

    @property
    def as_of(self) -> datetime.date:
        """The day that ages were counted to."""
        return datetime.date.fromisoformat(self.manifest["as_of"])

    @property
    def made(self) -> datetime.date | None:
        """The day that its map was made, as it was where that happened; None where the manifest does not say it."""
        try:
            return datetime.datetime.fromisoformat(self.manifest["made"]).date()
        except (KeyError, TypeError, ValueError):
            return None

    @property
    def alike(self) -> frozenset[str]:
        """Indicators that are left out because all areas that few units are compared with have the same value."""
        return frozenset(one["id"] for one in self.manifest.get("indicators", ()) if one.get("alike"))

    @property
    def geopackage(self) -> Path:
        """The file with the layers."""
        return self.file(".gpkg")

    def file(self, suffix: str) -> Path:
        """Return the bundle's file of a kind.

        Raises
        ------
        OpgaveError
            It has none, or it is gone.
        """
        name = next((name for name in self.manifest["files"] if name.endswith(suffix)), "")
        path = self.folder / name
        if not name or not path.is_file():
            raise OpgaveError(
                "The bundle '{folder}' has no {suffix} file: recompute the map.", folder=self.name or self.folder, suffix=suffix
            )
        return path

    def layer(self, table: str, title: str = "") -> QgsVectorLayer:
        """Return a layer of the GeoPackage.

        Raises
        ------
        OpgaveError
            There is no such layer.
        """
        layer = open_ogr_layer(f"{openable(self.geopackage)}|layername={table}", title or table)
        if not layer.isValid():
            raise OpgaveError(
                "The bundle '{folder}' has no layer '{layer}': recompute the map.", folder=self.name or self.folder, layer=table
            )
        return layer

    def read(self, table: str, progress: Progress = SILENT) -> Features:
        """Return the features of a layer."""
        return read_features(self.layer(table), progress=progress)[0]


def read_parameters(text: str, given: Sequence[Path] = ()) -> dict:
    """Return the parameters in the manifest of a bundle, with whole paths, without unpacking a zip.

    Parameters
    ----------
    given : sequence of Path
        Folders in which its files are looked for first.

    Raises
    ------
    OpgaveError
        As `open_bundle` does.
    """
    place = Path(text)
    if place.suffix.lower() != ".zip" or not place.is_file():
        bundle = open_bundle(text)
        return bundle.source_folders(given).whole_parameters(bundle.parameters)[0]
    manifest, path, sha = read_zipped_manifest(place)
    return folders_of(manifest.get(SOURCES), path.parent, given).whole_parameters(allowed_parameters(manifest, path, sha))[0]


def allowed_parameters(manifest: dict, path: Path, sha: str) -> dict:
    """Return the parameters of a manifest that are obeyed: none that no map writes there, and of a foreign one none that lead elsewhere.

    Raises
    ------
    OpgaveError
        A manifest that nobody here made or accepted leads to other files, or to a database.
    """
    kept = {name: value for name, value in given_parameters(manifest).items() if name not in NEVER_IN_MANIFEST}
    named = next((name for name in LEADING_ELSEWHERE if kept.get(name)), "")
    if named and standing_of(path, sha) == FOREIGN:
        value = kept[named]
        raise OpgaveError(
            "The manifest of '{path}' was made elsewhere and leads to {what} ({name}): add {hash} to 'hashes' of the file that you give as"
            " TRUST if you know who made it.",
            path=path,
            what=without_secrets(str(value.get("source", "") if isinstance(value, dict) else value)),
            name=named,
            hash=sha,
        )
    return kept


def given_parameters(manifest: dict) -> dict:
    """Return the parameters that a manifest holds; none where they are of another shape."""
    given = manifest.get("parameters")
    return given if isinstance(given, dict) else {}


def read_zipped_manifest(path: Path) -> tuple[dict, Path, str]:
    """Return the manifest in a zip, the zip, and the manifest's SHA-256."""
    try:
        with zipfile.ZipFile(path) as archive:
            entry = min((name for name in archive.namelist() if name.endswith(MANIFEST)), key=lambda name: depth(Path(name)), default="")
            if not entry:
                raise no_bundle(str(path))
            with archive.open(entry) as stream:
                content = stream.read(LARGEST_MANIFEST + 1)
            if len(content) > LARGEST_MANIFEST:
                raise OpgaveError(
                    "The manifest in '{path}' is larger than {most} MB, and is not read.", path=path, most=LARGEST_MANIFEST >> 20
                )
            document = check_manifest(parse_json(content.decode("utf-8-sig"), label(path)), path)
            return document, path, hashlib.sha256(content).hexdigest()
    except (*UNREADABLE_ZIP, ValueError) as error:
        raise cannot_unpack(path, error) from error


def open_bundle(text: str, progress: Progress = SILENT) -> Bundle:
    """Return the bundle in a folder or a zip, or that a file belongs to: its manifest, or any file beside it.

    Warns where files are no longer as the manifest says that they were made.

    Raises
    ------
    OpgaveError
        There is no bundle, there are several, its manifest cannot be read, or it was made elsewhere and a link leads out of its folder.
    """
    place = Path(text)
    unpacked = unpack(place) if place.suffix.lower() == ".zip" and place.is_file() else None
    folder = Path(unpacked.name) if unpacked else place if place.is_dir() else place.parent
    manifest = place if place.suffix == ".json" else manifest_of(folder, place.name, text)
    if not manifest.is_file():
        raise no_bundle(text)
    document, sha = read_hashed_json(manifest)
    bundle = Bundle(folder, check_manifest(document, manifest), text, unpacked, sha)
    check_stays(bundle, manifest)
    if bundle.audience == INTERNAL:
        note_closed(bundle.challenge.title.of(interface_language()), AGGREGATED)
    changed = changed_files(bundle, progress)
    if changed:
        progress.warn(
            "Bundle '{bundle}': {files} changed after the map was made; what is made of it now need not agree with that map.",
            bundle=text,
            files=", ".join(changed),
        )
    return bundle


def check_stays(bundle: Bundle, manifest: Path) -> None:
    """Check that the files of a bundle lie in its folder, unless it was made or accepted here.

    Raises
    ------
    OpgaveError
        One is a link to a place elsewhere on this computer.
    """
    if standing_of(bundle.name, bundle.sha) != FOREIGN:
        return
    file = next((name for name in (manifest.name, *bundle.manifest["files"]) if leaves_by_link(name, str(bundle.folder))), "")
    if file:
        raise OpgaveError(
            "The bundle '{bundle}' was made elsewhere, and its file '{file}' is a link that leads out of its folder: put the file itself"
            " there.",
            bundle=bundle.name,
            file=file,
        )


def changed_files(bundle: Bundle, progress: Progress = SILENT) -> list[str]:
    """Return the files that differ from what the manifest says of them; one that is gone is said where it is needed."""
    changed = []
    for name, facts in bundle.manifest["files"].items():
        progress.check()
        path, stated = bundle.folder / name, facts.get("sha256") if isinstance(facts, dict) else None
        if stated and path.is_file() and file_hash(path) != stated:
            changed.append(name)
    return changed


def manifest_of(folder: Path, file: str, text: str) -> Path:
    """Return the manifest in a folder: the only one, or the one that lists a file."""
    found = manifests(folder)
    if not found:
        raise no_bundle(text)
    listing = [path for path in found if file in read_manifest(path)["files"]] if len(found) > 1 else found
    if len(listing) == 1:
        return listing[0]
    raise OpgaveError(
        "'{path}' holds several maps: give the manifest of one of them ({manifests}).",
        path=text,
        manifests=", ".join(path.name for path in found),
    )


def no_bundle(text: str) -> OpgaveError:
    """Return the sentence for a place without a bundle."""
    return OpgaveError("'{path}' is not a bundle: give the folder of an integrated map, which contains a manifest.json.", path=text)


def is_listed(path: Path) -> bool:
    """Whether a file is one of a bundle's, by a manifest beside it."""
    try:
        return any(path.name in read_manifest(manifest)["files"] for manifest in manifests(path.parent))
    except OpgaveError:
        return True


def manifests(folder: Path) -> list[Path]:
    """Return the manifests in a folder, by name."""
    return sorted(path for path in (*folder.glob(f"*.{MANIFEST}"), folder / MANIFEST) if path.is_file())


def manifest_name(folder: Path, challenge: str) -> str:
    """Return the name of a challenge's manifest in a folder: ``manifest.json``, unless another challenge's or another file is called so."""
    own = f"{challenge}.{MANIFEST}"
    standing = folder / MANIFEST
    if (folder / own).is_file() or (standing.is_file() and not is_of(standing, challenge)):
        return own
    return MANIFEST


def is_of(manifest: Path, challenge: str) -> bool:
    """Whether a file is the manifest of a challenge's map."""
    try:
        return read_manifest(manifest)["challenge"].get("id") == challenge
    except OpgaveError:
        return False


def earlier_map(folder: Path, challenge: str) -> Earlier:
    """Return what an earlier run left of a challenge's map in a folder: what its manifest lists, that itself, and the zip of it."""
    with said_when_refused(folder):
        found = next((path for path in manifests(folder) if is_of(path, challenge)), None)
    if not found:
        return Earlier()
    document = read_manifest(found)
    files = {name: str(facts.get("sha256", "")) for name, facts in document["files"].items()} | {found.name: ""}
    zipped = f"{challenge}.zip"
    if is_zip_of(folder / zipped, challenge):
        files[zipped] = ""
    return Earlier(files, question_in(document), moment_of(document, found))


def question_in(document: dict) -> str:
    """Return a digest of what a manifest says was asked, but for the day; the challenge counts by what it holds, not by its file."""
    asked = {name: value for name, value in given_parameters(document).items() if name not in (contract.AS_OF, contract.CHALLENGE)}
    return question_of(document["challenge"], asked)


def moment_of(document: dict, manifest: Path) -> datetime.datetime:
    """Return when a map was made, in local time; of a manifest that does not say it, when that was written."""
    return moment_in(document) or datetime.datetime.fromtimestamp(manifest.stat().st_mtime)


def moment_in(document: dict) -> datetime.datetime | None:
    """Return when a manifest says that its map was made, in local time; None where it does not."""
    try:
        return datetime.datetime.fromisoformat(document["made"]).astimezone()
    except (KeyError, TypeError, ValueError, OverflowError):
        return None


def is_zip_of(path: Path, challenge: str) -> bool:
    """Whether a file is the zip of a challenge's map."""
    try:
        return path.is_file() and read_zipped_manifest(path)[0]["challenge"].get("id") == challenge
    except OpgaveError:
        return False


def read_manifest(path: Path) -> dict:
    """Return what a manifest holds.

    Raises
    ------
    OpgaveError
        It is no manifest, or one that only a later version understands.
    """
    return check_manifest(read_json(path), path)


def check_manifest(document: object, path: Path) -> dict:
    """Return a document where it is a manifest that this version understands, read from ``path``."""
    if not isinstance(document, dict) or not all(isinstance(document.get(part), kind) for part, kind in PARTS.items()):
        raise OpgaveError("{where} is no manifest of an integrated map.", where=label(path))
    format = document.get("format", 1)
    if not isinstance(format, int) or format > FORMAT:
        raise OpgaveError(
            "{where} is a manifest of format {format}, and this version of Opgavenkaart reads up to {known}: update the plugin.",
            where=label(path),
            format=format,
            known=FORMAT,
        )
    check_values(document, path)
    return document


def check_values(document: dict, path: Path) -> None:
    """Check the values that are relied on: the day, the inputs' records, names of files that stay in the folder."""
    try:
        datetime.date.fromisoformat(document["as_of"])
    except ValueError as error:
        raise OpgaveError("{where}: 'as_of' is '{day}', which is no day.", where=label(path), day=document["as_of"]) from error
    named = all(isinstance(one, dict) and isinstance(one.get("record"), str) for one in document["inputs"])
    if not named or not all(map(stays_inside, document["files"])):
        raise OpgaveError("{where} is no manifest of an integrated map.", where=label(path))
    schema = read_schema("catalogue")
    for number, one in enumerate(document["inputs"]):
        found = mistakes(one.get("quality"), schema, label(path), f"inputs[{number}].quality", "#/$defs/quality")
        if found:
            raise Mistakes(found)


def stays_inside(name: str) -> bool:
    """Whether a name, with ``/`` between folders, leads to a file within the folder that it is taken from."""
    windows = PureWindowsPath(name)
    return name == windows.as_posix() and not (windows.drive or windows.root) and ".." not in windows.parts


def pack(path: Path, folder: Path, files: Sequence[Path], day: datetime.date, progress: Progress = SILENT) -> None:
    """Write files below a folder into a zip, each dated ``day``, so that the same files give the same zip."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            progress.check()
            entry = zipfile.ZipInfo(file.relative_to(folder).as_posix(), (max(day.year, 1980), day.month, day.day, 0, 0, 0))
            entry.compress_type, entry.external_attr, entry.file_size = zipfile.ZIP_DEFLATED, 0o644 << 16, file.stat().st_size
            with file.open("rb") as source, archive.open(entry, "w") as target:
                shutil.copyfileobj(source, target, 1 << 20)


def unpack(path: Path) -> tempfile.TemporaryDirectory:
    """Return a temporary folder with the files of a zip, in whatever folder its manifest stands in there.

    Raises
    ------
    OpgaveError
        It cannot be read, or unpacks to more than a bundle holds.
    """
    made, written = tempfile.TemporaryDirectory(prefix="opgavenkaart-", ignore_cleanup_errors=True), 0
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(entries) > MOST_ENTRIES:
                raise OpgaveError("'{path}' holds {count} files, which no map has, and is not unpacked.", path=path, count=len(entries))
            root = min((Path(entry.filename).parent for entry in entries if entry.filename.endswith(MANIFEST)), key=depth, default=Path())
            for entry in (entry for entry in entries if root in Path(entry.filename).parents and stays_inside(entry.filename)):
                target = Path(made.name) / Path(entry.filename).relative_to(root)
                target.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(entry) as source, target.open("wb") as stream:
                    while chunk := source.read(CHUNK):  # what is written is counted, for a zip may say that it is less
                        written += stream.write(chunk)
                        if written > LARGEST:
                            raise too_large(path)
    except UNREADABLE_ZIP as error:
        raise cannot_unpack(path, error) from error
    return made


def too_large(path: Path) -> OpgaveError:
    """Return the sentence for a zip that unpacks to more than a bundle holds."""
    return OpgaveError("'{path}' unpacks to more than {most} GB, and is not used: recompute the map.", path=path, most=LARGEST >> 30)


def cannot_unpack(path: Path, reason: Exception) -> OpgaveError:
    """Return the sentence for a zip that is damaged."""
    return OpgaveError("'{path}' cannot be unpacked ({reason}): recompute the map.", path=path, reason=reason)


def depth(folder: Path) -> int:
    """Return how many folders deep a folder lies."""
    return len(folder.parts)
