"""What changed in a register since its copy was made: a feed of events, as that of the Flemish base registries.

A feed has pages from 1, ``?pagina=1``, each a JSON list of CloudEvents with growing numbers. The header ``X-Page-Complete`` says of a page
that nothing is added to it any more; the one after the last complete page is the last.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
import shapely
from osgeo import ogr
from qgis.core import QgsCoordinateTransformContext, QgsReferencedRectangle

from ...analysis.features import Features
from ...analysis.recoding import marked, recode
from ...model.errors import OpgaveError
from ...model.progress import Progress
from ...model.public_text import without_secrets
from ...model.record import LayerRecord
from ...qgis_io.columns import key_texts
from ...qgis_io.crs import read_crs, rectangle_in, transform_geometry, transformation
from ...qgis_io.ogr_errors import gdal_raises
from ..network import GetRequest, Limits, Reply, Trouble, fetch_all, json_of
from ..reading.canonical import sought_names
from ..reading.field_values import missing_marks

OPTION = "changes"
"""The option of a source that names its feed."""
PAGES_AT_ONCE, MOST_PAGES = 8, 400
"""Pages that are asked at the same time; more pages of changes than that take longer to read than the layer."""
CREATE, UPDATE, DELETE = "create", "update", "delete"
OWN_LANGUAGE = "nl"


@dataclass(frozen=True)
class FeedPlace:
    """How far a feed was read: the number of the last event, and of the page that has it; an event of 0 is the beginning."""

    page: int
    event: int

    @classmethod
    def of(cls, text: str) -> FeedPlace:
        """Return the place that `text` wrote."""
        page, event = map(int, text.split())
        return cls(page, event)

    @property
    def text(self) -> str:
        return f"{self.page} {self.event}"


@dataclass(frozen=True)
class FeedEvent:
    """One change of one object.

    Attributes
    ----------
    number : int
    kind : str
        `CREATE`, `UPDATE` or `DELETE`; another word for what says nothing of the values of one object.
    key, name : str
        Its number in the register, and its lasting name there, which holds the number.
    said : str
        What happened, as the register calls it.
    values : dict
        The new value of each attribute that changed.
    """

    number: int
    kind: str
    key: str
    name: str
    time: str
    said: str
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def changes_shape(self) -> bool:
        """Whether it says that a geometry changed."""
        return any(word in self.said for word in ("Geometry", "Position", "Measured"))


@dataclass(frozen=True)
class FeedPage:
    """A page; ``complete``: nothing is added to it any more; ``there``: the feed has it."""

    events: tuple[FeedEvent, ...] = ()
    complete: bool = False
    there: bool = True


def feed_of(record: LayerRecord) -> str:
    """Return the address of the feed of a record; empty for none."""
    return str(record.source.options.get(OPTION, ""))


def fetch_pages(record: LayerRecord, numbers: Sequence[int], progress: Progress) -> list[FeedPage]:
    """Return some pages of a record's feed.

    Raises
    ------
    OpgaveError
        The feed does not answer, or gives something else.
    """
    feed = feed_of(record)
    asked = [f"{feed}{'&' if '?' in feed else '?'}pagina={number}" for number in numbers]
    return [read_page(reply) for reply in fetch_all([GetRequest.of(record, one) for one in asked], Limits(), progress, show=False)]


def read_page(reply: Reply) -> FeedPage:
    """Return the page that an answer holds."""
    if reply.trouble == Trouble.GONE:
        return FeedPage(there=False)
    if reply.error:
        raise reply.error
    document = json_of(reply.content, reply.url, reply.headers)
    try:
        if not isinstance(document, list):
            raise TypeError
        events = tuple(sorted(map(read_event, document), key=lambda one: one.number))
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        raise OpgaveError(
            "The change feed {url} gives something else than a list of events (CloudEvents).", url=without_secrets(reply.url)
        ) from None
    return FeedPage(events, reply.headers.get("x-page-complete", "").lower() == "true")


def read_event(document: dict[str, Any]) -> FeedEvent:
    """Return the event that a CloudEvent of a base registry holds."""
    data, key = document["data"], str(document["data"].get("objectId", ""))
    values = {str(one["naam"]): one["nieuweWaarde"] for one in data.get("attributen", ())}
    values |= {name: data[name] for name in ("versieId",) if name in data}
    kind, said = document["type"].split(".")[-2], str(document.get("basisregisterseventtype", ""))
    name = str(data.get("@id") or document.get("subject") or "")
    return FeedEvent(int(document["id"]), kind, key, name, str(document["time"]), said, values)


def find_end(record: LayerRecord, progress: Progress) -> FeedPlace:
    """Return the place of the last event of a feed, by halving: some thirty pages are asked of a feed with any number of them."""
    pages: dict[int, FeedPage] = {}

    def page(number: int) -> FeedPage:
        if number not in pages:
            (pages[number],) = fetch_pages(record, [number], progress)
        return pages[number]

    complete, open_page = 0, 1
    while page(open_page).complete:
        complete, open_page = open_page, 2 * open_page
    while open_page - complete > 1:
        middle = (complete + open_page) // 2
        complete, open_page = (middle, open_page) if page(middle).complete else (complete, middle)
    for number in (open_page, complete):
        if number and page(number).events:
            return FeedPlace(number, page(number).events[-1].number)
    return FeedPlace(1, 0)


def read_changes(record: LayerRecord, place: FeedPlace, progress: Progress) -> tuple[list[FeedEvent], FeedPlace]:
    """Return the events of a feed after a place, and the place of the last.

    Raises
    ------
    OpgaveError
        The feed does not reach back to that place, or has too many pages since.
    """
    events: list[FeedEvent] = []
    last, number = place, place.page
    while number < place.page + MOST_PAGES:
        for page in fetch_pages(record, range(number, number + PAGES_AT_ONCE), progress):
            if number == place.page and place.event and place.event not in {one.number for one in page.events}:
                raise OpgaveError("the change feed does not reach back to event {event}, up to which the copy goes", event=place.event)
            events += [one for one in page.events if one.number > place.event]
            last = FeedPlace(number, page.events[-1].number) if page.events else last
            if not page.complete:
                return events, last
            number += 1
    raise OpgaveError("the change feed has more than {count} pages of changes since", count=MOST_PAGES)


def check_can_follow(record: LayerRecord) -> None:
    """Check that the values of a record are those of the feed: no filter, no join, nothing computed."""
    computed = [name for name, spec in record.fields.items() if spec.compute]
    if record.join or computed or not record.key or any(record.source.options.get(name) for name in ("filter", "where", "distinct")):
        raise OpgaveError("the events say nothing of a layer with a filter, a join or computed fields, or without a key")


def newest_day(events: Sequence[FeedEvent]) -> datetime.date:
    """Return the day of the last event."""
    return datetime.date.fromisoformat(max(one.time for one in events)[:10])


def apply_events(features: Features, record: LayerRecord, events: Sequence[FeedEvent], extent: QgsReferencedRectangle | None) -> Features:
    """Return a copy of a layer with the changes of some events.

    Parameters
    ----------
    features : Features
        The copy, with canonical fields; keys are numbers of the register, or its lasting names.
    extent : QgsReferencedRectangle, optional
        Objects that lie outside are left out.

    Raises
    ------
    OpgaveError
        The events do not say all: an object is not in the copy, or a geometry or a number is not told.
    """
    keys = key_texts(features.table[record.key])
    by_name = any("/" in key for key in keys if key is not None)
    rows = {key: row for row, key in enumerate(keys)}
    created: dict[str, dict[str, Any]] = {}
    updated: dict[str, dict[str, Any]] = {}
    gone: set[str] = set()
    shaped = not shapely.is_missing(features.geometry).all()
    for event in events:
        key = event.name if by_name else event.key
        here = key in rows and key not in gone
        if event.kind == DELETE:
            created.pop(key, None)
            updated.pop(key, None)
            gone |= {key} & rows.keys()
        elif event.kind not in (CREATE, UPDATE):
            continue
        elif shaped and (event.kind == CREATE or event.changes_shape) and not any(map(is_shape, event.values.values())):
            raise OpgaveError("event {event} does not say where '{key}' lies", event=event.number, key=key)
        elif key in created:
            created[key] |= event.values
        elif here:
            updated.setdefault(key, {}).update(event.values)
        elif event.kind == CREATE:
            created[key] = dict(event.values)
        elif extent is None or any(map(is_shape, event.values.values())):
            raise OpgaveError("event {event} changes '{key}', which the copy does not have", event=event.number, key=key)
    stays = np.array([key not in gone for key in keys], dtype=bool)
    changed = with_values(features, record, np.array([rows[key] for key in updated], dtype=np.int64), list(updated.values()))
    added = new_features(features, record, created, extent)
    geometry = np.concatenate([changed.geometry[stays], added.geometry])
    table = pd.concat([changed.table[stays], added.table], ignore_index=True) if len(added) else changed.table[stays].reset_index(drop=True)
    return Features(features.name, geometry, table, features.crs, np.arange(1, len(geometry) + 1))


def new_features(
    features: Features, record: LayerRecord, created: dict[str, dict[str, Any]], extent: QgsReferencedRectangle | None
) -> Features:
    """Return the objects that were created, with the columns of a layer; those outside the extent left out."""
    blank = pd.DataFrame({name: empty_column(column, len(created)) for name, column in features.table.items()})
    blank[record.key] = list(created)
    empty = Features(features.name, np.full(len(created), None, dtype=object), blank, features.crs, np.arange(len(created)))
    made = with_values(empty, record, np.arange(len(created)), list(created.values()))
    if extent is None or extent.isNull() or not len(made):
        return made
    box = rectangle_in(extent, read_crs(features.crs), QgsCoordinateTransformContext())
    inside = shapely.intersects(made.geometry, shapely.box(box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()))
    return Features(made.name, made.geometry[inside], made.table[inside].reset_index(drop=True), made.crs, made.ids[inside])


def empty_column(column: pd.Series, count: int) -> pd.Series:
    """Return missing values of the kind of a column."""
    return pd.Series([None] * count, dtype=object).astype(column.dtype if column.dtype != bool else float)


def with_values(features: Features, record: LayerRecord, rows: np.ndarray, told: Sequence[dict[str, Any]]) -> Features:
    """Return features of which some rows have other values, by the attributes of the feed that carry each field."""
    table, geometry = features.table.copy(), features.geometry.copy()
    for name in table.columns.drop(record.key):
        sought = {one.lower() for one in sought_names(record, name)}
        found = [(row, value) for row, one in zip(rows, told, strict=True) for place, value in one.items() if place.lower() in sought]
        if found:
            values = canonical_values([plain_value(value) for _, value in found], record, name, table[name])
            table[name] = replace_values(table[name], np.array([row for row, _ in found]), values, name)
    shapes = [next(filter(is_shape, one.values()), None) for one in told]
    for row, shape in zip(rows, shapes, strict=True):
        if shape is not None:
            geometry[row] = read_shape(shape, features.crs)
    return Features(features.name, geometry, table, features.crs, features.ids)


def canonical_values(raw: list[Any], record: LayerRecord, name: str, column: pd.Series) -> pd.Series:
    """Return values of the feed as the record has them: the last part of a lasting name where the copy has no such names, recoded."""
    known = column.dropna()
    if not (len(known) and "://" in str(known.iloc[0])):
        raw = [one.rsplit("/", 1)[-1] if isinstance(one, str) and "://" in one else one for one in raw]
    spec, values = record.fields.get(name), pd.Series(raw, dtype=object)
    marks = (*missing_marks(record), *(spec.missing if spec else ()))
    if marks:
        values = values.mask(marked(values, marks), None)
    return pd.Series(recode(values, spec.recode).values, dtype=object) if spec and spec.recode else values


def replace_values(column: pd.Series, rows: np.ndarray, values: pd.Series, name: str) -> pd.Series:
    """Return a column with other values in some rows, of the kind that it has.

    Raises
    ------
    OpgaveError
        A value is none of that kind.
    """
    if pd.api.types.is_datetime64_any_dtype(column):
        fitting = pd.to_datetime(values, errors="coerce", utc=True).dt.tz_localize(None)
    elif pd.api.types.is_numeric_dtype(column):
        fitting = pd.to_numeric(values, errors="coerce")
    else:
        fitting = values.map(lambda one: None if one is None else str(one)).astype(object)
    wrong = values[values.notna() & fitting.isna()]
    if len(wrong):
        raise OpgaveError("'{value}' is no value of the field '{field}'", value=wrong.iloc[0], field=name)
    result = column.copy()
    result.iloc[rows] = fitting.to_numpy()
    return result


def plain_value(value: Any) -> Any:
    """Return a value of the feed for one cell: a name in Dutch, several values with commas between.

    >>> plain_value([{"@value": "Hal", "@language": "fr"}, {"@value": "Halle", "@language": "nl"}]), plain_value(["a", "b"])
    ('Halle', 'a, b')
    """
    if not isinstance(value, list):
        return value
    named = {one.get("@language"): one.get("@value") for one in value if isinstance(one, dict)}
    if named:
        return named.get(OWN_LANGUAGE, next(iter(named.values())))
    return ", ".join(map(str, value)) or None


def is_shape(value: Any) -> bool:
    """Whether a value of the feed is a geometry: the same one in several coordinate systems, as GML."""
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) and "gml" in one for one in value)


def read_shape(value: list[dict[str, str]], crs: str) -> shapely.Geometry:
    """Return a geometry of the feed in a coordinate system; that which the feed has in it, else another one transformed."""
    codes = [one["gml"].partition("/EPSG/0/")[2].partition('"')[0] for one in value]
    wanted = crs.rpartition(":")[2]
    place = codes.index(wanted) if wanted in codes else 0
    try:
        with gdal_raises():
            geometry = ogr.CreateGeometryFromGML(value[place]["gml"])
    except RuntimeError:
        geometry = None
    if geometry is None or not codes[place]:
        raise OpgaveError("the change feed has a geometry that cannot be read: {gml}", gml=value[place]["gml"][:80])
    shape = shapely.from_wkb(bytes(geometry.ExportToIsoWkb()))
    if codes[place] == wanted:
        return shape
    way = transformation(read_crs(f"EPSG:{codes[place]}"), read_crs(crs), QgsCoordinateTransformContext())
    return transform_geometry(np.array([shape], dtype=object), way, "")[0]
