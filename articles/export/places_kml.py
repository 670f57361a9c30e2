"""KML: the places on the map for Google Earth and its kin (OGC 07-147r2). Marks lie in one folder, areas in another."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from lxml import etree  # type: ignore[import-untyped]
from shapely import MultiPolygon, Polygon

from articles.answering.counts import PlaceCount
from articles.certainty import Certainty
from articles.export.clean import clean
from articles.export.credits import attribution, method
from articles.export.places_geojson import properties
from articles.export.selection import Selection, certainty
from articles.export.shapes import multi_polygon
from articles.saying import tally
from places.place import PlaceType

_KML = "http://www.opengis.net/kml/2.2"
_DOUBTFUL = "; in doubt which place is meant"

#: id, line, fill: KML writes colours alpha first, then blue, green, red.
_STYLES = (("place", "ff12349a", "b312349a"), ("area", "cc12349a", "2612349a"))


def write(selection: Selection) -> bytes:
    root = etree.Element(f"{{{_KML}}}kml", nsmap={None: _KML})
    document = _child(root, "Document")
    _child(document, "name", selection.title)
    # Readers of KML show a description as HTML: what is escaped here for HTML is escaped once more for XML.
    told = (selection.sentence, method(selection), attribution(selection), selection.permalink)
    _child(document, "description", "<br>".join(escape(clean(line)) for line in told if line))
    for style in _STYLES:
        _style(document, *style)
    marks = _child(document, "Folder")
    _child(marks, "name", "Places")
    for count in selection.places:
        _mark(marks, selection, count)
    shapes = [(count, shape) for count, shape in _areas(selection)]
    if shapes:
        areas = _child(document, "Folder")
        _child(areas, "name", "Approximate areas of provinces")
        for count, shape in shapes:
            _area(areas, selection, count, shape)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _mark(folder: etree._Element, selection: Selection, count: PlaceCount) -> None:
    placemark = _placemark(folder, selection, count, "place")
    point = count.place.point
    _child(_child(placemark, "Point"), "coordinates", f"{point.lon},{point.lat}")


def _area(folder: etree._Element, selection: Selection, count: PlaceCount, shape: MultiPolygon) -> None:
    geometry = _child(_placemark(folder, selection, count, "area"), "MultiGeometry")
    for part in shape.geoms:
        _polygon(geometry, part)


def _areas(selection: Selection) -> Iterator[tuple[PlaceCount, MultiPolygon]]:
    for count in selection.places:
        rings = selection.outline(count.place) if count.place.type is PlaceType.PROVINCE else None
        if rings and (shape := multi_polygon(rings)) is not None:
            yield count, shape


def _placemark(folder: etree._Element, selection: Selection, count: PlaceCount, style: str) -> etree._Element:
    placemark = _child(folder, "Placemark")
    _child(placemark, "name", count.place.name)
    doubt = _DOUBTFUL if certainty(count) is Certainty.DOUBTFUL else ""
    # Plain text on one line here, where escape() leaves nothing that could be a tag or a $[reference].
    said = escape(clean(f"{count.where}: {tally(count)}{doubt}")).replace("$[", "$ [")
    _child(placemark, "description", said)
    _child(placemark, "styleUrl", f"#{style}")
    data = _child(placemark, "ExtendedData")
    for name, value in properties(selection, count).items():
        item = _child(data, "Data")
        item.set("name", name)
        _child(item, "value", "" if value is None else str(value))
    return placemark


def _polygon(geometry: etree._Element, part: Polygon) -> None:
    polygon = _child(geometry, "Polygon")
    for kind, ring in (("outerBoundaryIs", part.exterior), *(("innerBoundaryIs", hole) for hole in part.interiors)):
        corners = " ".join(f"{lon:g},{lat:g}" for lon, lat in ring.coords)
        _child(_child(_child(polygon, kind), "LinearRing"), "coordinates", corners)


def _style(document: etree._Element, id_: str, line: str, fill: str) -> None:
    style = _child(document, "Style")
    style.set("id", id_)
    _child(_child(style, "IconStyle"), "color", line)
    stroke = _child(style, "LineStyle")
    _child(stroke, "color", line)
    _child(stroke, "width", "1.5")
    _child(_child(style, "PolyStyle"), "color", fill)


def _child(parent: etree._Element, name: str, text: str = "") -> etree._Element:
    child = etree.SubElement(parent, f"{{{_KML}}}{name}")
    if text:
        child.text = clean(text)
    return child
