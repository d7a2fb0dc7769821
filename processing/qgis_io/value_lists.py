"""Value lists in a GeoPackage: what coded values mean, as QGIS and others read it with the layer."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from osgeo import gdal, ogr

from .ogr_errors import gdal_raises
from .opening import OWN, open_dataset
from .outputs import refusal

WHOLE = (ogr.OFTInteger, ogr.OFTInteger64)


def write_value_lists(path: Path, layer: str, lists: Mapping[str, Mapping[object, str]]) -> None:
    """Give fields of a layer, by their name, the list of what their values mean; a field that is not there is passed over.

    Raises
    ------
    OpgaveError
        The file cannot be written.
    """
    with gdal_raises():
        try:
            dataset = open_dataset(path, gdal.OF_VECTOR | gdal.OF_UPDATE, OWN)
            target = dataset.GetLayerByName(layer)
            for name, values in lists.items():
                index = target.GetLayerDefn().GetFieldIndex(name)
                if index >= 0 and values:
                    give_list(dataset, target, index, values)
        except RuntimeError as error:
            raise refusal(path, error) from error


def give_list(dataset: gdal.Dataset, layer: ogr.Layer, index: int, values: Mapping[object, str]) -> None:
    """Give one field its list of values."""
    old = layer.GetLayerDefn().GetFieldDefn(index)
    kind = old.GetType() if old.GetType() in WHOLE else ogr.OFTString
    name = f"{layer.GetName()}_{old.GetName()}"
    codes = {str(code): meaning for code, meaning in values.items()}
    if dataset.GetFieldDomain(name) is None:
        dataset.AddFieldDomain(ogr.CreateCodedFieldDomain(name, old.GetAlternativeName() or old.GetName(), kind, old.GetSubType(), codes))
    field = ogr.FieldDefn(old.GetName(), old.GetType())
    field.SetDomainName(name)
    layer.AlterFieldDefn(index, field, ogr.ALTER_DOMAIN_FLAG)
