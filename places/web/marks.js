// The marks: every place of the view on one canvas, with approximate areas below and names beside.
"use strict"

;(() => {
  const { CanvasLayer, paintShapes } = dateline
  const TOWN = 0
  const AREA = 1
  const COUNTRY = 2

  const LARGEST_RADIUS = 26
  const LARGEST_RADIUS_ON_A_PHONE = 20
  // A place mentioned once is no bigger than this, however few mentions the view holds.
  const RADIUS_OF_ONE = 6
  const SMALLEST_RADIUS = 3.5
  const FONT = '"Source Sans", "Source Sans Pro", system-ui, -apple-system, "Segoe UI", sans-serif'
  const FONTS = {
    [TOWN]: `600 12.5px ${FONT}`,
    [AREA]: `italic 500 12.5px ${FONT}`,
    [COUNTRY]: `600 11px ${FONT}`,
    land: `500 10.5px ${FONT}`,
  }
  const LONGEST_NAME = 32
  const MANY = 2000
  const AFTER_THE_PASSAGES_MS = 200
  const COUNTRY_NAMES_ZOOM = [2.25, 7.5]

  // Radius in pixels so that area is in proportion to mentions.
  const scale = (marks, width, zoom) => {
    const most = Math.max(1, marks[0]?.mentions ?? 1)
    // Where a country is as small as a mark, marks are smaller too.
    const shrunk = Math.min(1, Math.max(0.6, (zoom + 3) / 7))
    const largest = shrunk * (width < 640 ? LARGEST_RADIUS_ON_A_PHONE : LARGEST_RADIUS)
    const one = Math.min(RADIUS_OF_ONE, largest / Math.sqrt(most))
    return (mentions) => Math.max(SMALLEST_RADIUS, one * Math.sqrt(mentions))
  }

  // Boxes already taken by names and marks, in cells, so that looking for a free spot stays cheap.
  class Taken {
    constructor() {
      this.cells = new Map()
    }
    *keys({ left, top, right, bottom }) {
      for (let x = left >> 6; x <= right >> 6; x++) for (let y = top >> 6; y <= bottom >> 6; y++) yield x * 65536 + y
    }
    hits(box, owner) {
      for (const key of this.keys(box))
        for (const other of this.cells.get(key) ?? [])
          if (
            other.owner !== owner &&
            box.left < other.right &&
            box.right > other.left &&
            box.top < other.bottom &&
            box.bottom > other.top
          )
            return true
      return false
    }
    add(box) {
      for (const key of this.keys(box)) {
        const cell = this.cells.get(key)
        cell ? cell.push(box) : this.cells.set(key, [box])
      }
    }
  }

  const Marks = CanvasLayer.extend({
    options: { pane: "marks", padding: 0.15 },
    initialize() {
      L.Renderer.prototype.initialize.call(this)
      this.marks = []
      this.shapes = new Map()
      this.selected = ""
      this.hovered = null
      this._widths = new Map()
    },

    // *marks* come most mentioned first; *shapes* by place id.
    show(marks, shapes, selected) {
      this.marks = marks
      this.shapes = shapes
      this.selected = selected
      this.hovered = null
      this._layout = null
      this._scale = null
      this.redraw()
    },
    select(id) {
      this.selected = id
      const drawn = this._layout?.appearances ?? []
      if (drawn.length < MANY) {
        this._layout = null
        this.redraw()
        return
      }
      // Thousands of marks take their time, which the passages need first: the ring now, the rest when they stand.
      for (const item of drawn) if (item.mark.id === id) this._drawRing(this._context, item, 3)
      clearTimeout(this._later)
      this._later = setTimeout(() => {
        this._layout = null
        this.redraw()
      }, AFTER_THE_PASSAGES_MS)
    },
    hover(mark) {
      if (this.hovered === mark) return
      this.hovered = mark
      this.redraw()
    },
    find(id) {
      return this.marks.find((mark) => mark.id === id) ?? null
    },
    radiusOf(mentions) {
      this._scale ??= scale(this.marks, this._map.getSize().x, this._map.getZoom())
      return this._scale(mentions)
    },
    _redraw(ratio) {
      L.DomUtil.toBack(this._container)
      CanvasLayer.prototype._redraw.call(this, ratio)
    },
    _update() {
      this._layout = null
      this._scale = null
      CanvasLayer.prototype._update.call(this)
    },

    // Every appearance of a mark on the canvas, largest first; far to the east and west the world repeats.
    _appearances({ size, world, origin, turns }) {
      const found = []
      for (const mark of this.marks) {
        const r = this.radiusOf(mark.mentions)
        const y = mark.y * world - origin.y
        if (y < -r || y > size.y + r) continue
        for (const turn of turns) {
          const x = (mark.x + turn) * world - origin.x
          if (x >= -r && x <= size.x + r) found.push({ mark, x, y, r })
        }
      }
      // Marks are in order of mentions, and so of radius: small ones come last, on top. Countries lie below all.
      return [...found.filter(({ mark }) => mark.kind === COUNTRY), ...found.filter(({ mark }) => mark.kind !== COUNTRY)]
    },

    draw(context, view) {
      if (!this._layout || this._layout.world !== view.world) {
        this._layout = { world: view.world, appearances: this._appearances(view) }
        this._placeNames(context, view)
      }
      const { appearances, names, countries } = this._layout
      this._drawShapes(context, view)
      this._drawCountryNames(context, countries)
      context.globalAlpha = 1
      for (const item of appearances) this._drawMark(context, item)
      for (const item of appearances) if (item.mark.id === this.selected) this._drawRing(context, item, 3)
      for (const item of appearances) if (item.mark === this.hovered) this._drawRing(context, item, 1.75)
      this._drawNames(context, names)
    },

    _drawShapes(context, view) {
      const { colours } = dateline
      const shown = this.marks.filter(
        ({ id, kind }) => this.shapes.has(id) && (kind !== COUNTRY || id === this.selected),
      )
      // Small areas lie on the large ones that hold them.
      const items = shown.map((mark) => ({ ...this.shapes.get(mark.id), mark }))
      items.sort((a, b) => b.size - a.size)
      paintShapes(context, view, items, ({ path, mark }, pixel) => {
        const chosen = mark.id === this.selected
        const near = mark === this.hovered
        context.globalAlpha = chosen ? 0.2 : near ? 0.16 : this.selected ? 0.04 : 0.075
        context.fillStyle = colours.mark
        context.fill(path, "evenodd")
        context.globalAlpha = chosen ? 0.9 : near ? 0.7 : this.selected ? 0.22 : 0.36
        context.strokeStyle = colours.mark
        context.lineWidth = (chosen ? 1.6 : 1) * pixel
        // A country's outline is a border; what is dashed is approximate.
        context.setLineDash(mark.kind === AREA ? [4 * pixel, 3 * pixel] : [])
        context.stroke(path)
      })
      context.setLineDash([])
      context.globalAlpha = 1
    },

    _outline(context, { mark, x, y, r }, grow = 0) {
      context.beginPath()
      if (mark.kind === COUNTRY) {
        // A square of the same area as the circle would have.
        const half = (r * Math.sqrt(Math.PI)) / 2 + grow
        context.roundRect(x - half, y - half, 2 * half, 2 * half, Math.min(3, half / 2))
      } else context.arc(x, y, r + grow, 0, 2 * Math.PI)
    },

    _drawMark(context, item) {
      const { colours } = dateline
      const { mark, r } = item
      const chosen = mark.id === this.selected
      const faint = this.selected && !chosen && mark !== this.hovered
      this._outline(context, item)
      context.fillStyle = mark.kind === TOWN ? colours.mark : colours.land
      if (mark.kind === TOWN) {
        context.globalAlpha = chosen ? 0.95 : mark.doubtful ? 0.22 : faint ? 0.42 : 0.72
        context.fill()
        context.globalAlpha = faint ? 0.75 : 1
        context.strokeStyle = mark.doubtful ? colours.mark : colours.halo
        context.lineWidth = 1.25
      } else {
        context.globalAlpha = faint ? 0.3 : 0.6
        context.fill()
        context.fillStyle = colours.mark
        context.globalAlpha = chosen ? 0.55 : faint ? 0.06 : 0.12
        context.fill()
        context.globalAlpha = chosen ? 1 : faint ? 0.5 : 0.85
        context.strokeStyle = colours.mark
        context.lineWidth = r < 6 ? 1.4 : 1.6
      }
      if (mark.doubtful) context.setLineDash([3, 2.5])
      context.stroke()
      context.setLineDash([])
      context.globalAlpha = 1
    },

    _drawRing(context, item, width) {
      const { colours } = dateline
      this._outline(context, item, 2 + width / 2)
      context.strokeStyle = colours.halo
      context.lineWidth = width + 2.5
      context.stroke()
      context.strokeStyle = colours.ink
      context.lineWidth = width
      context.globalAlpha = 0.9
      context.stroke()
      context.globalAlpha = 1
    },

    _text({ name, kind }) {
      const short = name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1).trimEnd()}…` : name
      return kind === COUNTRY ? short.toLocaleUpperCase() : short
    },
    _width(context, font, text) {
      const key = font + text
      let width = this._widths.get(key)
      if (width === undefined) {
        context.font = font
        width = context.measureText(text).width
        this._widths.set(key, width)
      }
      return width
    },

    // Names for the places most mentioned, where they cover neither each other nor a mark of weight.
    _placeNames(context, view) {
      const { appearances } = this._layout
      const taken = new Taken()
      const weightiest = [...appearances].sort((a, b) => b.r - a.r).slice(0, 400)
      for (const { mark, x, y, r } of weightiest)
        taken.add({ left: x - r + 1, right: x + r - 1, top: y - r + 1, bottom: y + r - 1, owner: mark })
      const most = Math.max(6, Math.min(45, Math.round((view.size.x * view.size.y) / 24000)))
      const edge = view.size.subtract(this._map.getSize()).divideBy(2)
      const seen = (left, right, top, bottom) =>
        left >= edge.x && right <= view.size.x - edge.x && top >= edge.y && bottom <= view.size.y - edge.y
      for (const { left, right, top, bottom } of dateline.controls())
        taken.add({ left: left + edge.x, right: right + edge.x, top: top + edge.y, bottom: bottom + edge.y, owner: null })
      const chosen = appearances.filter(({ mark }) => mark.id === this.selected)
      const names = []
      for (const { mark, x, y, r } of [...chosen, ...weightiest]) {
        if (names.length >= most) break
        if (names.some((name) => name.mark === mark && name.x0 === x)) continue
        const font = FONTS[mark.kind]
        const text = this._text(mark)
        const width = this._width(context, font, text) + (mark.kind === COUNTRY ? text.length * 0.6 : 0)
        const gap = r + (mark.id === this.selected ? 8 : 4)
        const spots = [
          [x + gap, y],
          [x - gap - width, y],
          [x - width / 2, y + gap + 6],
          [x - width / 2, y - gap - 6],
        ]
        const must = mark.id === this.selected
        for (const [left, middle] of spots) {
          const box = { left: left - 2, right: left + width + 2, top: middle - 8, bottom: middle + 8, owner: mark }
          // A name is not cut by the frame's edge, unless its mark is out there.
          if (seen(x, x, y, y) && !seen(box.left, box.right, box.top, box.bottom)) continue
          if (!must && taken.hits(box, mark)) continue
          taken.add(box)
          names.push({ mark, text, font, left, middle, x0: x })
          break
        }
      }
      this._layout.names = names
      this._layout.countries = this._placeCountryNames(context, view, taken, seen, new Set(names.map(({ mark }) => mark.name)))
    },

    _placeCountryNames(context, view, taken, seen, named) {
      const zoom = this._map.getZoom()
      const placed = []
      if (!dateline.base?._map || zoom < COUNTRY_NAMES_ZOOM[0] || zoom > COUNTRY_NAMES_ZOOM[1]) return placed
      for (const { text, x, y, width } of dateline.base.names()) {
        if (named.has(text)) continue
        const label = text.toLocaleUpperCase()
        const needed = this._width(context, FONTS.land, label) + label.length * 1.2
        if (needed > width * view.world * 1.05) continue
        for (const turn of view.turns) {
          const left = (x + turn) * view.world - view.origin.x - needed / 2
          const middle = y * view.world - view.origin.y
          for (const shift of [0, -18, 18, -34, 34]) {
            const at = middle + shift
            const box = { left: left - 4, right: left + needed + 4, top: at - 7, bottom: at + 7, owner: null }
            if (!seen(box.left, box.right, box.top, box.bottom) || taken.hits(box, undefined)) continue
            taken.add(box)
            placed.push({ text: label, left, middle: at })
            break
          }
        }
      }
      return placed
    },

    _drawCountryNames(context, countries) {
      const { colours } = dateline
      context.font = FONTS.land
      context.textBaseline = "middle"
      context.letterSpacing = "1.2px"
      context.fillStyle = colours.landName
      context.strokeStyle = colours.land
      context.lineWidth = 2.5
      context.lineJoin = "round"
      for (const { text, left, middle } of countries) {
        context.globalAlpha = 0.8
        context.strokeText(text, left, middle)
        context.globalAlpha = 1
        context.fillText(text, left, middle)
      }
      context.letterSpacing = "0px"
    },

    _drawNames(context, names) {
      const { colours } = dateline
      context.textBaseline = "middle"
      context.lineJoin = "round"
      for (const { mark, text, font, left, middle } of names) {
        const faint = this.selected && mark.id !== this.selected && mark !== this.hovered
        context.font = font
        context.letterSpacing = mark.kind === COUNTRY ? "0.6px" : "0px"
        context.globalAlpha = faint ? 0.6 : 0.9
        context.strokeStyle = colours.halo
        context.lineWidth = 3.5
        context.strokeText(text, left, middle)
        context.globalAlpha = faint ? 0.6 : 1
        context.fillStyle = mark.kind === TOWN ? colours.ink : colours.softInk
        context.fillText(text, left, middle)
      }
      context.letterSpacing = "0px"
      context.globalAlpha = 1
    },

    // The mark under a point of the frame, in pixels: the smallest that holds it, else the nearest within *reach*,
    // else the smallest area whose shape holds it. Null on the empty map.
    at(point, reach) {
      if (!this._layout || !this._bounds) return null
      const corner = this._map.containerPointToLayerPoint(point).subtract(this._bounds.min)
      let best = null
      let nearest = reach
      for (const item of this._layout.appearances) {
        const dx = Math.abs(item.x - corner.x)
        const dy = Math.abs(item.y - corner.y)
        if (dx > item.r + reach + 4 || dy > item.r + reach + 4) continue
        const edge = (item.mark.kind === COUNTRY ? Math.max(dx, dy) * 1.13 : Math.hypot(dx, dy)) - item.r
        if (edge <= 0) {
          best = item.mark // a later one is smaller, and lies on top
          nearest = 0
        } else if (edge < nearest) {
          best = item.mark
          nearest = edge
        }
      }
      return best ?? this._areaAt(point)
    },
    _areaAt(point) {
      const world = 256 * 2 ** this._map.getZoom()
      const { x, y } = this._map.project(this._map.containerPointToLatLng(point)).divideBy(world)
      let best = null
      for (const mark of this.marks) {
        const shape = this.shapes.get(mark.id)
        if (!shape || mark.kind !== AREA || (best && shape.size >= best.size)) continue
        for (const turn of [-1, 0, 1]) {
          const at = x - turn
          const { box } = shape
          if (at < box.left || at > box.right || y < box.top || y > box.bottom) continue
          if (inside(shape.points, at, y)) best = { mark, size: shape.size }
        }
      }
      return best?.mark ?? null
    },
  })

  // Even-odd rule over all rings, so that holes are outside.
  const inside = (rings, x, y) => {
    let odd = false
    for (const ring of rings)
      for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
        const [[x1, y1], [x2, y2]] = [ring[i], ring[j]]
        if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) odd = !odd
      }
    return odd
  }

  Object.assign(dateline, { Marks, TOWN, AREA, COUNTRY })
})()
