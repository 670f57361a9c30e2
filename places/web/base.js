// The base map: land, borders and country names from world-atlas, drawn in the reader's own browser.
"use strict"

;(() => {
  const { CanvasLayer, paintShapes, shape, unwrapped, closedAtThePole } = dateline

  const LABELS = {
    "Bosnia and Herz.": "Bosnia and Herzegovina",
    "Central African Rep.": "Central African Republic",
    "Dem. Rep. Congo": "DR Congo",
    "Dominican Rep.": "Dominican Republic",
    "Eq. Guinea": "Equatorial Guinea",
    "Macedonia": "North Macedonia",
    "S. Sudan": "South Sudan",
    "Solomon Is.": "Solomon Islands",
    "United States of America": "United States",
    "W. Sahara": "Western Sahara",
    "eSwatini": "Eswatini",
  }
  // Rocks that are nobody's label at the zooms where countries are named.
  const UNNAMED = new Set(["Siachen Glacier", "Indian Ocean Ter.", "Ashmore and Cartier Is.", "Antarctica"])
  const DETAILED_FROM_ZOOM = 2.75

  // Where a name fits best: the middle of the widest stretch inside the ring along some parallel.
  const labelSpot = ({ points: [ring], box }) => {
    let best = null
    for (let step = 1; step < 12; step++) {
      const y = box.top + ((box.bottom - box.top) * step) / 12
      const crossings = []
      for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
        const [[x1, y1], [x2, y2]] = [ring[i], ring[j]]
        if (y1 > y !== y2 > y) crossings.push(x1 + ((y - y1) / (y2 - y1)) * (x2 - x1))
      }
      crossings.sort((a, b) => a - b)
      for (let i = 0; i + 1 < crossings.length; i += 2) {
        const width = crossings[i + 1] - crossings[i]
        // A little wider is not worth leaving the middle for.
        const worth = width * (1 - Math.abs(step - 6) / 16)
        if (!best || worth > best.worth) best = { worth, width, x: (crossings[i] + crossings[i + 1]) / 2, y }
      }
    }
    return best
  }

  const outlines = (topology) => {
    const countries = topology.objects.countries
    const land = []
    const names = []
    for (const { geometry, properties } of topojson.feature(topology, countries).features) {
      const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates
      const shapes = polygons.map((rings) => shape(rings.map((ring) => closedAtThePole(unwrapped(ring))), true))
      land.push(...shapes)
      if (UNNAMED.has(properties.name)) continue
      const area = ({ box }) => (box.right - box.left) * (box.bottom - box.top)
      const spot = labelSpot(shapes.reduce((a, b) => (area(b) > area(a) ? b : a)))
      if (spot) names.push({ text: LABELS[properties.name] ?? properties.name, ...spot })
    }
    const mesh = (kind) =>
      topojson.mesh(topology, countries, kind).coordinates.map((line) => shape([unwrapped(line)], false))
    names.sort((a, b) => b.width - a.width)
    return { land, names, borders: mesh((a, b) => a !== b), coasts: mesh((a, b) => a === b) }
  }

  const BaseMap = CanvasLayer.extend({
    options: { pane: "base", attribution: '<a href="https://www.naturalearthdata.com" target="_blank" rel="noopener">Natural Earth</a>' },
    initialize() {
      L.Renderer.prototype.initialize.call(this)
      this._coarse = null
      this._detailed = null
    },
    async load() {
      const fetched = async (name) => {
        try {
          const response = await fetch(new URL(`assets/${name}`, dateline.here))
          if (!response.ok) throw new Error(String(response.status))
          return outlines(await response.json())
        } catch (error) {
          console.error(`dateline: ${name}`, error)
          this.fire("missing", { name })
          return null
        }
      }
      this._coarse = await fetched("countries-110m.json")
      this._show()
      this._detailed = await fetched("countries-50m.json")
      this._show()
    },
    _show() {
      this.redraw()
      this.fire("loaded")
    },
    outlinesAt(zoom) {
      return zoom < DETAILED_FROM_ZOOM ? (this._coarse ?? this._detailed) : (this._detailed ?? this._coarse)
    },
    // Names come from the detailed outlines at every zoom, so that they do not move when the outlines change.
    names() {
      return (this._detailed ?? this._coarse)?.names ?? []
    },
    draw(context, view) {
      const { colours } = dateline
      context.fillStyle = colours.sea
      context.fillRect(0, 0, view.size.x, view.size.y)
      const outlines = this.outlinesAt(this._map.getZoom())
      if (!outlines) return
      context.lineJoin = "round"
      paintShapes(context, view, outlines.land, (item) => {
        context.fillStyle = colours.land
        context.fill(item.path, "evenodd")
      })
      const line = (shapes, colour, width) =>
        paintShapes(context, view, shapes, (item, pixel) => {
          context.strokeStyle = colour
          context.lineWidth = width * pixel
          context.stroke(item.path)
        })
      line(outlines.coasts, colours.coast, 0.9)
      line(outlines.borders, colours.border, 1)
    },
  })

  Object.assign(dateline, { BaseMap })
})()
