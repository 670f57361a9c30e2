"""The picture of the map: a scene painted as SVG for pages and as PNG for documents, in light colours for paper."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import pairwise

from PIL import Image, ImageDraw, ImageFont

from articles.export.credits import ATTRIBUTION_SHORT, attribution_short
from articles.export.scene import Dot, Name, Pixels, Scene, Style, compose
from articles.export.selection import Selection
from articles.words import say

SEA, LAND, COAST, BORDER, LAND_NAME = "#dde6e9", "#f8f5ee", "#a9b8bc", "#cfc6b4", "#857d6d"
INK, SOFT_INK, HALO, MARK = "#1f2328", "#5a4638", "#fffdf8", "#9a3412"

#: Pixels of the PNG for one of the scene; drawn twice as large again, so that lines come out smooth.
SCALE, _OVERSAMPLING = 2, 2
#: Found on Linux, macOS and Windows; else the one Pillow brings, which is Latin only.
_FONTS = ("NotoSans-Regular.ttf", "DejaVuSans.ttf", "Arial.ttf", "arial.ttf")
_FAMILY = "'Source Sans 3', 'Noto Sans', system-ui, -apple-system, 'Segoe UI', sans-serif"
_INKS = {Style.TOWN: INK, Style.AREA: SOFT_INK, Style.COUNTRY: SOFT_INK, Style.LAND: LAND_NAME}


@dataclass(frozen=True, slots=True)
class Picture:
    scene: Scene
    svg: str
    png: bytes


def picture(selection: Selection) -> Picture:
    """The map of *selection*, 1,000 units wide and twice as many pixels, with its credits on it."""
    scene = compose(selection, _width)
    credit = attribution_short(selection)
    return Picture(scene, svg(scene, credit), png(scene, credit))


# ---- SVG -------------------------------------------------------------------------------------------------------------


def svg(scene: Scene, credit: str = ATTRIBUTION_SHORT) -> str:
    """One self-contained ``<svg>`` element; every word in it is escaped."""
    shapes = [
        f'<rect width="{scene.width}" height="{scene.height}" fill="{SEA}"/>',
        _path(_closed(ring for rings in scene.land for ring in rings), f'fill="{LAND}" fill-rule="evenodd"'),
        _path(_open(scene.coasts), f'fill="none" stroke="{COAST}" stroke-width="0.9" stroke-linejoin="round"'),
        _path(_open(scene.borders), f'fill="none" stroke="{BORDER}" stroke-width="1" stroke-linejoin="round"'),
    ]
    for rings in scene.areas:
        shapes.append(
            _path(
                _closed(rings),
                f'fill="{MARK}" fill-opacity="0.08" fill-rule="evenodd" stroke="{MARK}" stroke-opacity="0.4" '
                'stroke-dasharray="4 3"',
            )
        )
    shapes += [_svg_name(name) for name in scene.names if name.style is Style.LAND]
    shapes += [_svg_dot(dot) for dot in scene.dots]
    shapes += [_svg_name(name) for name in scene.names if name.style is not Style.LAND]
    x, y = scene.width - 8, scene.height - 8
    shapes.append(f'<text x="{x}" y="{y}" text-anchor="end" font-size="10.5" fill="{SOFT_INK}">{escape(credit)}</text>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {scene.width} {scene.height}" role="img" '
        f'direction="ltr" aria-label="{escape(say("Map of the places"))}" font-family="{_FAMILY}">'
        + "".join(shapes)
        + "</svg>"
    )


def _path(d: str, style: str) -> str:
    return f'<path d="{d}" {style}/>' if d else ""


def _closed(rings: Iterable[Pixels]) -> str:
    return "".join(f"{_open([ring])}Z" for ring in rings)


def _open(lines: Iterable[Pixels]) -> str:
    return "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in line) for line in lines)


def _svg_dot(dot: Dot) -> str:
    dash = ' stroke-dasharray="3 2.5"' if dot.doubtful else ""
    fill, stroke, width = _paint(dot)
    paint = f'fill="{MARK}" fill-opacity="{fill}" stroke="{stroke}" stroke-width="{width}"{dash}'
    under = "" if dot.style is Style.TOWN else _svg_shape(dot, 0, f'fill="{LAND}" fill-opacity="0.6"')
    ring = _svg_shape(dot, 3.5, f'fill="none" stroke="{INK}" stroke-width="2.5"') if dot.selected else ""
    return under + _svg_shape(dot, 0, paint) + ring


def _svg_shape(dot: Dot, grow: float, paint: str) -> str:
    if dot.style is not Style.COUNTRY:
        return f'<circle cx="{dot.x:.1f}" cy="{dot.y:.1f}" r="{dot.radius + grow:.1f}" {paint}/>'
    half = _half(dot) + grow
    side, corner = 2 * half, min(3.0, half / 2)
    x, y = dot.x - half, dot.y - half
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{side:.1f}" height="{side:.1f}" rx="{corner:.1f}" {paint}/>'


def _svg_name(name: Name) -> str:
    css = f'font-size="{name.size:g}" fill="{_INKS[name.style]}" dominant-baseline="central"'
    if name.style is Style.LAND:
        css += ' letter-spacing="1"'
    else:
        css += f' stroke="{HALO}" stroke-width="3.5" stroke-linejoin="round" paint-order="stroke" font-weight="600"'
    if name.style is Style.AREA:
        css += ' font-style="italic"'
    return f'<text x="{name.x:.1f}" y="{name.y:.1f}" {css}>{escape(name.text)}</text>'


def _paint(dot: Dot) -> tuple[float, str, float]:
    """Opacity of the filling, colour and width of the line."""
    if dot.style is Style.TOWN:
        return (0.22, MARK, 1.25) if dot.doubtful else (0.72, HALO, 1.25)
    return 0.14, MARK, 1.6


def _half(dot: Dot) -> float:
    """Half the side of a square of the circle's area."""
    return dot.radius * 1.7724538509 / 2


# ---- PNG -------------------------------------------------------------------------------------------------------------


def png(scene: Scene, credit: str = ATTRIBUTION_SHORT) -> bytes:
    """The scene as a PNG, ``SCALE`` pixels to its unit."""
    factor = SCALE * _OVERSAMPLING
    image = Image.new("RGB", (scene.width * factor, scene.height * factor), SEA)
    draw = ImageDraw.Draw(image, "RGBA")
    for rings in scene.land:
        _fill(draw, rings, LAND, factor)
    for lines, colour in ((scene.coasts, COAST), (scene.borders, BORDER)):
        for line in lines:
            draw.line(_scaled(line, factor), fill=colour, width=factor, joint="curve")
    for rings in scene.areas:
        draw.polygon(_scaled(max(rings, key=len), factor), fill=(*_rgb(MARK), 20))
        for ring in rings:
            _dashed(draw, _scaled(ring, factor), (*_rgb(MARK), 110), factor)
    for dot in scene.dots:
        _draw_dot(draw, dot, factor)
    image = image.resize((scene.width * SCALE, scene.height * SCALE), Image.Resampling.LANCZOS)
    draw = ImageDraw.Draw(image)
    for name in sorted(scene.names, key=lambda name: name.style is not Style.LAND):
        halo = 0 if name.style is Style.LAND else 3
        at, ink = (name.x * SCALE, name.y * SCALE), _INKS[name.style]
        letters = font(name.size * SCALE)
        draw.text(at, _drawable(name.text, name.size), ink, letters, anchor="lm", stroke_width=halo, stroke_fill=HALO)
    corner = ((scene.width - 8) * SCALE, (scene.height - 6) * SCALE)
    draw.text(corner, _drawable(credit, 10.5), fill=SOFT_INK, font=font(10.5 * SCALE), anchor="rb")
    out = io.BytesIO()
    image.quantize(128, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


@lru_cache(maxsize=16)
def font(size: float) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    for name in _FONTS:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return ImageFont.load_default(size)


def _width(text: str, size: float) -> float:
    return font(size).getlength(_drawable(text, size))


def _drawable(text: str, size: float) -> str:
    """*text* as far as it can be laid out: the library that shapes scripts gives up on some mixtures of signs."""
    kept = "".join(c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c)[0] in "LMNP" or c in " +&")
    try:
        font(size).getlength(kept)
    except RuntimeError:
        return "".join(c if c.isascii() else "·" for c in kept)
    return kept


def _fill(draw: ImageDraw.ImageDraw, rings: tuple[Pixels, ...], colour: str, factor: int) -> None:
    outer, *holes = rings
    draw.polygon(_scaled(outer, factor), fill=colour)
    for hole in holes:
        draw.polygon(_scaled(hole, factor), fill=SEA)


def _draw_dot(draw: ImageDraw.ImageDraw, dot: Dot, factor: int) -> None:
    opacity, stroke, width = _paint(dot)
    if dot.style is not Style.TOWN:
        _shape(draw, dot, factor, 0, fill=(*_rgb(LAND), 153))
    _shape(draw, dot, factor, 0, fill=(*_rgb(MARK), round(opacity * 255)), outline=stroke, width=width)
    if dot.selected:
        _shape(draw, dot, factor, 4.5, outline=INK, width=2.5)


def _shape(
    draw: ImageDraw.ImageDraw,
    dot: Dot,
    factor: int,
    grow: float,
    *,
    fill: tuple[int, ...] | None = None,
    outline: str | None = None,
    width: float = 0,
) -> None:
    reach = ((_half(dot) if dot.style is Style.COUNTRY else dot.radius) + grow) * factor
    box = (dot.x * factor - reach, dot.y * factor - reach, dot.x * factor + reach, dot.y * factor + reach)
    line = round(width * factor)
    if dot.style is Style.COUNTRY:
        draw.rounded_rectangle(box, radius=min(3 * factor, reach / 2), fill=fill, outline=outline, width=line)
    else:
        draw.ellipse(box, fill=fill, outline=outline, width=line)


def _dashed(draw: ImageDraw.ImageDraw, line: list[tuple[float, float]], colour: tuple[int, ...], factor: int) -> None:
    on, off = 4.0 * factor, 3.0 * factor
    left, drawing = on, True
    for (x0, y0), (x1, y1) in pairwise(line):
        length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
        at = 0.0
        while at < length:
            step = min(left, length - at)
            if drawing:
                ends = [(x0 + (x1 - x0) * t / length, y0 + (y1 - y0) * t / length) for t in (at, at + step)]
                draw.line(ends, fill=colour, width=factor)
            at, left = at + step, left - step
            if left <= 0:
                drawing = not drawing
                left = on if drawing else off


def _scaled(line: Pixels, factor: int) -> list[tuple[float, float]]:
    return [(x * factor, y * factor) for x, y in line]


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
