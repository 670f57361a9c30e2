// The marks: everything of the view on one canvas, and what lies under a point of it.
"use strict"

;(() => {
  const { CanvasLayer, COUNTRY, drawMark, drawRing, drawAreas, areaAt, drawVague, vagueAt } = dateline
  const { drawLinks, shownLinks, linkAt, placeNames, drawNames, drawCountryNames } = dateline
  const { marksOf, ordered, isPlain, stampMark, sharpenStamps } = dateline
  const MANY = 2000
  const AFTER_THE_PASSAGES_MS = 200

  const Marks = CanvasLayer.extend({
    options: { pane: "marks", padding: 0.15 },
    initialize() {
      L.Renderer.prototype.initialize.call(this)
      this.marks = []
      this.shapes = new Map()
      this.vague = []
      this.links = []
      this.tally = null
      this.sizeBy = "mentions"
      this.selected = ""
      this.hovered = null
    },

    // The marks are those places of *book* that *tally* has numbers of; says whether they were others before.
    tell(book, tally, sizeBy) {
      if (book === this.book && tally === this.tally && sizeBy === this.sizeBy) return false
      Object.assign(this, { book, tally, sizeBy })
      this.marks = ordered(marksOf(book, tally), sizeBy)
      this._byId = new Map(this.marks.map((mark) => [mark.id, mark]))
      return true
    },
    // *view* holds any of the above but the marks; shapes by place id.
    show(view) {
      Object.assign(this, view)
      this.hovered = null
      this._layout = null
      this._scale = null
      this.redraw()
    },
    select(id) {
      this.selected = id
      for (const link of this.links) link.chosen = false
      const drawn = this._layout?.appearances ?? []
      if (drawn.length < MANY) {
        this._layout = null
        this.redraw()
        return
      }
      // Thousands of marks take their time, which the passages need first: the ring now, the rest when they stand.
      for (const item of drawn) if (item.mark.id === id) drawRing(this._context, item, 3)
      clearTimeout(this._later)
      this._later = setTimeout(() => {
        this._layout = null
        this.redraw()
      }, AFTER_THE_PASSAGES_MS)
    },
    choose(link) {
      for (const each of this.links) each.chosen = each === link
      this.redraw()
    },
    hover(thing) {
      if (this.hovered === thing) return
      this.hovered = thing
      this.redraw()
    },
    find(id) {
      return this._byId?.get(id) ?? null
    },
    // The number that a mark's area is in proportion to.
    numberOf(mark) {
      return mark[this.sizeBy]
    },
    radiusOf(number) {
      const most = this.marks.length ? this.numberOf(this.marks[0]) : 1
      this._scale ??= dateline.scale(most, this._map.getSize().x, this._map.getZoom())
      return this._scale(number)
    },
    // What one can go to step by step: marks, vague marks, and the lines now drawn.
    all() {
      return [...this.marks, ...this.vague, ...shownLinks(this)]
    },
    relayout() {
      this._layout = null
      this.redraw()
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
        const r = this.radiusOf(this.numberOf(mark))
        const y = mark.y * world - origin.y
        if (y < -r || y > size.y + r) continue
        for (const turn of turns) {
          const x = (mark.x + turn) * world - origin.x
          if (x >= -r && x <= size.x + r) found.push({ mark, x, y, r })
        }
      }
      // Marks are in order of their number, and so of radius: small ones come last, on top. Countries lie below all.
      return [...found.filter(({ mark }) => mark.kind === COUNTRY), ...found.filter(({ mark }) => mark.kind !== COUNTRY)]
    },

    draw(context, view) {
      if (!this._layout || this._layout.world !== view.world) {
        const appearances = this._appearances(view)
        const linked = new Set(shownLinks(this).map(({ to }) => to))
        const names = placeNames(context, view, appearances, this.selected, this._map.getSize(), this._map.getZoom())
        this._layout = { world: view.world, appearances, linked, ...names }
      }
      const { appearances, linked, names, countries } = this._layout
      const isFaint = (mark) =>
        this.selected !== "" && mark.id !== this.selected && mark !== this.hovered && !linked.has(mark)
      drawAreas(context, view, this)
      drawCountryNames(context, countries)
      context.globalAlpha = 1
      drawVague(context, view, this)
      drawLinks(context, view, this)
      const many = appearances.length >= MANY
      if (many) sharpenStamps(view.ratio)
      for (const item of appearances) {
        const chosen = item.mark.id === this.selected
        if (many && !chosen && isPlain(item)) stampMark(context, item, isFaint(item.mark), view.ratio)
        else drawMark(context, item, chosen, isFaint(item.mark))
      }
      for (const item of appearances) if (item.mark.id === this.selected) drawRing(context, item, 3)
      for (const item of appearances) if (item.mark === this.hovered) drawRing(context, item, 1.75)
      drawNames(context, names, isFaint)
    },

    // What lies under a point of the frame, in pixels: the smallest mark that holds it, else the nearest within
    // *reach*, else a line, a vague circle, the smallest area whose shape holds it. Null on the empty map.
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
      if (best) return best
      const world = 256 * 2 ** this._map.getZoom()
      const { x, y } = this._map.project(this._map.containerPointToLatLng(point)).divideBy(world)
      return linkAt(this, x, y, 1 / world, reach) ?? vagueAt(this, x, y, 1 / world) ?? areaAt(this, x, y)
    },
  })

  Object.assign(dateline, { Marks })
})()
