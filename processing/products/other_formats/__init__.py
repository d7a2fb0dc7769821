"""A bundle for those who go on in other programs: looks as SLD and QML, a workbook with a dictionary, GeoJSON."""

from .extras import write_extras

__all__ = ["write_extras"]
