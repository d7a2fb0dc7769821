"""What may be read by others of an address, a connection or a message: no password, no key, no user, nothing that misleads the eye."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit, urlunsplit

OGC = """
    service version request acceptversions layers layer styles style format outputformat typename typenames namespace namespaces crs srs
    srsname bbox bbox-crs bbox_crs width height transparent bgcolor exceptions map count maxfeatures startindex propertyname resulttype
    sortby filter cql_filter filter-lang filter-crs featureid resourceid storedquery_id time datetime elevation tilematrixset tilematrix
    tilerow tilecol info_format query_layers i j dpi i3 constraint constraintlanguage constraint_language_version elementsetname
    elementname outputschema maxrecords startposition coverageid coverage subset properties collections limit offset f lang language
    validate skipgeometry crs84
"""
PORTALS = """
    where outfields outsr insr returngeometry returncountonly returnidsonly resultoffset resultrecordcount objectids orderbyfields
    geometry geometrytype spatialrel geometryprecision groupbyfieldsforstatistics outstatistics layerdefs rendertype q query select order_by
    group_by refine exclude rows start sort facet timezone use_labels delimiter list_separator quote_all with_bom data dataset resource
    resource_id id ids name file filename type kind download page pagesize per_page page_size size year jaar month day date hs s n p x y z
    zoom zmin zmax epsg projection encoding fields columns extract geo nis niscode gemeente municipality charset tilepixelratio catalog
    catalogue profile set org organization organisation owner group groups tag tags keyword keywords category theme themes country region
    city search text term modified from to since until output scale level v rev revision
"""
NEEDED = frozenset(f"{OGC} {PORTALS}".split())
"""Names, in lower case, of the query values of an address that stay: those that OGC's services and the known portals need."""
ADDRESS = re.compile(r"(?:https?|ftp|wss?)://[^\s'\"<>|\\^`]+", re.IGNORECASE)
ENCODED_ADDRESS = re.compile(r"https?%3A%2F%2F[^\s&'\"<>|]+", re.IGNORECASE)
USER = re.compile(r"//[^/\s?#'\"]*@")
ORACLE = re.compile(r"\bOCI:[^\s@'\"]*@", re.IGNORECASE)
CREDENTIAL = re.compile(
    r"""\b(user|username|uid|password|passwd|pwd|passphrase|passfile|authcfg|token|access_?token|refresh_?token|id_?token|bearer|jwt"""
    r"""|(?:x-)?api[-_]?key|access[-_]?key|account[-_]?key|subscription[-_]?key|secret|client[-_]?secret|sig|signature"""
    r"""|sslkey|sslcert|sslrootcert|header\.authorization)"""
    r"""\s*=\s*('(?:[^'\\]|\\.)*'|"[^"]*"|[^\s&"']*)""",
    re.IGNORECASE,
)
HEADER = re.compile(r"\b(bearer|basic)\s+[\w.~+/-]{8,}=*", re.IGNORECASE)
KEY_WORDS = frozenset(
    ("key", "keys", "apikey", "api-key", "api_key", "token", "tokens", "access_token", "accesskey", "secret", "sig", "signature")
    + ("auth", "jwt", "sas")
)
"""Parts of a path after which a key follows."""
ID_WORDS = frozenset(
    ("item", "items", "dataset", "datasets", "resource", "resources", "record", "records", "metadata", "collections", "file", "files")
    + ("attachments", "raw", "blob", "commit", "uuid", "download", "upload", "distribution", "distributions", "services", "rest")
)
"""Parts of a path after which the id of something public follows, however much it looks like a key."""
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
LONGEST_WORD = 20
"""A part of a path with as many letters and digits, mixed, is a key and no name."""


def without_secrets(text: str) -> str:
    """Return an address, connection or message without users, passwords, keys and authentication ids.

    Of an address only those query values stay that services need (`NEEDED`), whatever the others are called.
    """
    text = ENCODED_ADDRESS.sub(lambda found: encode_again(found[0]), text)
    text = ADDRESS.sub(lambda found: public_address(found[0]), text)
    for pattern in (CREDENTIAL, HEADER):
        text = pattern.sub("", text)
    return ORACLE.sub("OCI:@", USER.sub("//", text)).strip()


def public_value(value: Any) -> Any:
    """Return plain values, as JSON has them, with every address in them as anyone may read it."""
    if isinstance(value, Mapping):
        return {key: public_value(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [public_value(one) for one in value]
    return ADDRESS.sub(lambda found: public_address(found[0]), value) if isinstance(value, str) else value


def holds_secret(address: str) -> bool:
    """Whether an address on the web holds what nobody else should read."""
    return "://" in address and without_secrets(address) != address.strip()


def encode_again(text: str) -> str:
    """Return an address that stands in another one, in the form in which it stood there; as it is where it holds no secret."""
    plain = unquote(text)
    public = without_secrets(plain)
    return text if public == plain else quote(public, safe="")


def public_address(address: str) -> str:
    """Return an address on the web with what anyone may read of it; letter for letter the same where that is all of it."""
    try:
        parts = urlsplit(USER.sub("//", address, count=1))
    except ValueError:  # brackets that are no host of IPv6
        return address.partition("?")[0]
    query = "&".join(pair for pair in parts.query.split("&") if is_needed(pair))
    fragment = "" if "=" in parts.fragment or looks_secret(parts.fragment) else parts.fragment
    public = parts._replace(path=public_path(parts.path), query=query, fragment=fragment)
    return address if public == urlsplit(address) else urlunsplit(public)


def is_needed(pair: str) -> bool:
    """Whether a pair of a query stays: by its name, and a value that is an address with a secret of its own does not."""
    name, _, value = pair.partition("=")
    return unquote(name).strip().lower() in NEEDED and not holds_secret(unquote(value))


def public_path(path: str) -> str:
    """Return the path of an address without what is a key in it."""
    kept: list[str] = []
    before = ""
    for part in path.split("/"):
        plain = part.partition(";")[0]  # what follows is a session's
        word, before = before, plain.lower()
        if word not in ID_WORDS and (word in KEY_WORDS and plain or looks_secret(plain)):
            continue
        kept.append(plain)
    return "/".join(kept)


def looks_secret(text: str) -> bool:
    """Whether a part of an address is so long a mixture of letters and digits that it names nothing."""
    if UUID.search(text):
        return False
    return any(
        len(piece) >= LONGEST_WORD and sum(map(str.isdigit, piece)) >= 3 and any(map(str.isalpha, piece))
        for piece in re.split(r"[^0-9A-Za-z]", text)
    )


MISLEADING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff]")
"""Characters that steer a terminal, or have a text read in another order than it is written in."""
BREAKS = re.compile(r"\s*[\n\t]\s*")


def plain_text(text: str) -> str:
    """Return a text from elsewhere without characters that nobody sees; its lines stay."""
    return text if text.isprintable() else MISLEADING.sub("", text)


def quoted_text(text: str) -> str:
    """Return a text from elsewhere as a sentence may quote it: in one line, its addresses without secrets."""
    plain = text if text.isprintable() else BREAKS.sub(" ", plain_text(text))
    return ADDRESS.sub(lambda found: public_address(found[0]), plain) if "://" in plain else plain


HOME = "~/"
"""How a path begins, in what is handed out, that starts at the home folder of whoever reads it."""


def from_home(path: str) -> str:
    """Return a path without the name of who has it: one in the home folder starts there; any other stays as it is."""
    home = Path.home().as_posix()
    plain = path.replace("\\", "/")
    return HOME + plain[len(home) + 1 :] if len(home) > 1 and plain.startswith(f"{home}/") else path


def at_home(text: str) -> str:
    """Return a path as this machine has it: the inverse of `from_home`."""
    return f"{Path.home().as_posix()}/{text[len(HOME) :]}" if text.startswith(HOME) else text
