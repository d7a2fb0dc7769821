"""What is asked to see whether a raster is still there: the coverage or the image service, or the beginning of a file."""

from __future__ import annotations

from collections.abc import Sequence

from ....model.public_text import without_secrets
from ....model.record import LayerRecord
from ...network import GetRequest, Reply
from ...reading.services import with_query
from ..probing import LayerGone, Probe, ProbeResult, ask_of, json_in, xml_in
from ..web_address import ADDRESS
from .coverage import description_query, find_offered
from .image_service import check_images, is_image_service


def ask_raster(record: LayerRecord, with_fields: bool) -> list[GetRequest]:
    """Ask what describes the raster."""
    if is_image_service(record):
        return [ask_of(record, with_query(record.location, {"f": "json"}))]
    if record.source.layer:
        return [ask_of(record, with_query(record.location, description_query(record)))]
    return ADDRESS.asks(record, with_fields)


def read_raster(record: LayerRecord, replies: Sequence[Reply]) -> ProbeResult:
    """Read what describes the raster; of a file when it was changed."""
    if is_image_service(record):
        check_images(record, json_in(replies[0]))
        return ProbeResult()
    if not record.source.layer:
        return ADDRESS.read(record, replies)
    if find_offered(xml_in(replies[0])) is None:
        raise LayerGone(
            "{url} answers, but no longer has the coverage '{layer}'.",
            url=without_secrets(record.location.partition("?")[0]),
            layer=record.source.layer,
        )
    return ProbeResult()


PROBE = Probe(ask_raster, read_raster)
