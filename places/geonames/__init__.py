"""Builds the gazetteer's file from the packages that carry GeoNames and from the tables in ``places/data``.

packages.py and tables.py read what there is into records.py; entries.py, towns.py, divisions.py and subdivisions.py
make places of it; database.py writes them, assembly.py does all of this in turn; file.py keeps the one file in the
cache folder. Opening a gazetteer that is built imports none of the packages.
"""

from places.geonames.file import BuildBusy, built, current, version

__all__ = ["BuildBusy", "built", "current", "version"]
