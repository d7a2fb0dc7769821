"""Actors and links from layers and tables: which field says what, and what cannot be right in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from qgis.core import QgsProcessingContext

from ...analysis.coalition import KINDS, Actors, Links
from ...analysis.features import Features
from ...model.challenge import Challenge, Role
from ...model.errors import OpgaveError
from ...model.progress import Progress
from ...model.text import Text
from ...qgis_io.crs import read_crs, transform_geometry, transformation
from ...qgis_io.field_roles import ids_in, texts, usual_fields
from ...qgis_io.reading import number_column
from ...sources.reading.points import columns_named, guess_system

USUAL = {
    "id": ("actor_id", "id", "code"),
    "name": ("name", "naam", "actor", "title", "titel", "organisatie", "organisation"),
    "kind": ("kind", "soort", "type"),
    "roles": ("roles", "role", "rollen", "rol"),
    "means": ("means_euro", "means", "middelen_euro", "middelen", "budget"),
    "reach": ("reach_m", "reach", "bereik_m", "bereik"),
}
"""Names under which what an actor is stands, where no field is given for it."""
USUAL_OF_LINKS = {
    "one": ("from_actor", "from", "van_actor", "van", "source", "actor_1"),
    "other": ("to_actor", "to", "naar_actor", "naar", "target", "actor_2"),
    "kind": ("link_kind", "kind", "soort", "type"),
}
KIND_WORDS = {
    "public": "public", "publiek": "public", "openbaar": "public", "overheid": "public", "government": "public",
    "non_profit": "non_profit", "nonprofit": "non_profit", "vzw": "non_profit", "npo": "non_profit",
    "profit": "profit", "privaat": "profit", "private": "profit", "bedrijf": "profit", "company": "profit",
    "citizens": "citizens", "citizen": "citizens", "burgers": "citizens", "burger": "citizens", "burgerinitiatief": "citizens",
}  # fmt: skip
"""What people write for the kinds of actors."""


@dataclass(frozen=True)
class ActorFields:
    """Which field of the actors' layer says what; an empty text where none does."""

    id: str = ""
    name: str = ""
    kind: str = ""
    roles: str = ""
    means: str = ""
    reach: str = ""


@dataclass(frozen=True)
class LinkTable:
    """Links, and what each is.

    Attributes
    ----------
    kinds : ndarray of str, shape (m,)
        Empty where the table does not say.
    """

    links: Links
    kinds: np.ndarray


def roles_of(challenge: Challenge | None, features: Features, field: str) -> tuple[Role, ...]:
    """Return the roles that are asked for: those of the challenge, else all that the actors name."""
    if challenge is not None and challenge.roles:
        return challenge.roles
    named = dict.fromkeys(role for text in texts(features.table, field) for role in ids_in(text))
    return tuple(Role(name, Text(name, name)) for name in named)


def actors_of(features: Features, fields: ActorFields, roles: Sequence[Role], progress: Progress) -> Actors:
    """Return the actors of a layer, whose places are in metres.

    Raises
    ------
    OpgaveError
        One has no place, no id or one that is there twice, a kind that is none, or a reach below 0.
    """
    ids = actor_ids(features, fields.id)
    names = texts(features.table, fields.name) if fields.name else ids
    require_places(features, names)
    return Actors(
        ids,
        np.where(names == "", ids, names),
        kinds_of(features, fields.kind, ids, progress),
        roles_played(features, fields.roles, roles, progress),
        features.geometry,
        not_negative(features, fields.reach, ids, 0.0, progress),
        not_negative(features, fields.means, ids, np.nan, progress),
    )


def place_actors(features: Features, crs: str, context: QgsProcessingContext, progress: Progress) -> Features:
    """Return actors with a place: a table's coordinates become points in ``crs``; a layer has its own geometry already.

    Raises
    ------
    OpgaveError
        A table has no columns with coordinates, or in no system that is known.
    """
    if any(geometry is not None for geometry in features.geometry) or not len(features):
        return features
    columns = columns_named(list(features.table))
    if columns is None:
        raise OpgaveError(
            "Table '{layer}' has no places: give it columns x and y (or longitude and latitude), or choose a layer. It has: {fields}.",
            layer=features.name,
            fields=", ".join(features.table),
        )
    x, y = (number_column(features, column, progress) for column in columns)
    known = ~(np.isnan(x) | np.isnan(y))
    found, swapped = guess_system(x[known], y[known]) if known.any() else (crs, False)
    if not found:
        raise OpgaveError(
            "Table '{layer}': the coordinates (such as {x} {y}) lie in no system that is known here. Make a layer of it in QGIS first.",
            layer=features.name,
            x=float(x[known][0]),
            y=float(y[known][0]),
        )
    points = np.stack([y, x] if swapped else [x, y], axis=1)
    geometry = np.full(len(features), None, dtype=object)
    geometry[known] = shapely.points(points[known])
    if found != crs:
        geometry = transform_geometry(geometry, transformation(read_crs(found), read_crs(crs), context), features.name, progress)
    progress.note(
        "Table '{layer}': places from the columns {x} and {y} in {crs}.", layer=features.name, x=columns[0], y=columns[1], crs=found
    )
    return replace(features, geometry=geometry, crs=crs)


def require_places(features: Features, names: np.ndarray) -> None:
    """Refuse actors without a place."""
    lost = np.flatnonzero(shapely.is_missing(features.geometry) | shapely.is_empty(features.geometry))
    if len(lost):
        raise OpgaveError(
            "{count} actors of '{layer}' have no location ({names}). Give each actor a point, or the area served.",
            count=len(lost),
            layer=features.name,
            names=", ".join(names[lost[:3]]) + (" ..." if len(lost) > 3 else ""),
        )


def actor_ids(features: Features, field: str) -> np.ndarray:
    """Return each actor's id, or its feature id where no field holds one; empty or double ids are refused."""
    if not field:
        return np.array([str(id) for id in features.ids], dtype=object)
    ids = texts(features.table, field)
    if (ids == "").any():
        raise OpgaveError(
            "Field '{field}' of '{layer}' is empty for {count} actors. Give each an id.",
            field=field,
            layer=features.name,
            count=int((ids == "").sum()),
        )
    unique, counts = np.unique(ids.astype(str), return_counts=True)
    if (counts > 1).any():
        raise OpgaveError(
            "Field '{field}' of '{layer}' has '{id}' twice. Give each actor its own id.",
            field=field,
            layer=features.name,
            id=unique[counts > 1][0],
        )
    return ids


def kinds_of(features: Features, field: str, ids: np.ndarray, progress: Progress) -> np.ndarray:
    """Return each actor's kind; empty where it is not told, which is counted."""
    words = [word.lower().replace("-", "_").replace(" ", "_") for word in texts(features.table, field)]
    for id, word in zip(ids, words, strict=True):
        if word and word not in KIND_WORDS:
            raise OpgaveError("Actor '{id}' has the unknown kind '{kind}'. Give one of {kinds}.", id=id, kind=word, kinds=", ".join(KINDS))
    untold = words.count("")
    if untold:
        progress.note("The kind of {count} actors is unknown.", count=untold)
    return np.array([KIND_WORDS.get(word, "") for word in words], dtype=object)


def roles_played(features: Features, field: str, roles: Sequence[Role], progress: Progress) -> np.ndarray:
    """Return who plays which role, known by its id or its title; roles that nobody asks for are counted."""
    place = {name.lower(): row for row, role in enumerate(roles) for name in (role.title.nl, role.title.en, role.id) if name}
    played = np.zeros((len(features), len(roles)), dtype=bool)
    others: dict[str, int] = {}
    for row, text in enumerate(texts(features.table, field)):
        for name in ids_in(text):
            if name.lower() in place:
                played[row, place[name.lower()]] = True
            else:
                others[name] = others.get(name, 0) + 1
    if others:
        progress.note(
            "{count} actors have roles that the challenge does not ask for ({roles}).",
            count=sum(others.values()),
            roles=", ".join(sorted(others)),
        )
    return played


def not_negative(features: Features, field: str, ids: np.ndarray, untold: float, progress: Progress) -> np.ndarray:
    """Return a field of reaches (metres) or means (euro), with ``untold`` where it says nothing.

    Raises
    ------
    OpgaveError
        A value is negative.
    """
    if not field:
        return np.full(len(features), untold)
    values = number_column(features, field, progress)
    if (values < 0).any():
        raise OpgaveError(
            "Field '{field}' of '{layer}' is below 0 for actor '{id}' ({value:g}). Give 0 or more.",
            field=field,
            layer=features.name,
            id=ids[values < 0][0],
            value=values[values < 0][0],
        )
    return np.where(np.isnan(values), untold, values)


def links_of(features: Features | None, actors: Actors, progress: Progress) -> LinkTable:
    """Return the links of a table; none without one."""
    if features is None:
        return LinkTable(Links.none(), np.empty(0, dtype=object))
    fields = usual_fields({}, USUAL_OF_LINKS, list(features.table), features.name)
    if not (fields["one"] and fields["other"]):
        raise OpgaveError(
            "Table '{layer}' is not a table of links: choose one with the columns 'from_actor' and 'to_actor'.", layer=features.name
        )
    one, other = (texts(features.table, fields[end]).tolist() for end in ("one", "other"))
    links = Links.of(actors.ids.tolist(), one, other, features.name)
    if links.repeated:
        progress.note("{count} links occur more than once: each pair counts once.", count=links.repeated)
    if links.selves:
        progress.warn("{count} links join an actor with itself and are not counted.", count=links.selves)
    return LinkTable(links, texts(features.table, fields["kind"])[links.row])
