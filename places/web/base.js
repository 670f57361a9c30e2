// The base map: land, borders and country names from world-atlas, drawn in the reader's own browser.
"use strict"

;(() => {
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

  // Web Mercator on a unit square: x east from 180° W, y south from the map's upper edge.
  const projectX = (lon) => lon / 360 + 0.5
  const projectY = (lat) => {
    const sin = Math.sin((Math.max(-89.5, Math.min(89.5, lat)) * Math.PI) / 180)
    return 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)
  }

  // A line that steps over the antimeridian goes on beyond 180° instead of running back across the world.
  const unwrapped = (line) => {
    let turn = 0
    return line.map(([lon, lat], i) => {
      if (i) {
        const step = lon - line[i - 1][0]
        if (step > 180) turn -= 360
        else if (step < -180) turn += 360
      }
      return [lon + turn, lat]
    })
  }

  const closedAtThePole = (ring) => {
    const [first, last] = [ring[0], ring[ring.length - 1]]
    if (Math.abs(last[0] - first[0]) < 180) return ring
    return [...ring, [last[0], -89.5], [first[0], -89.5]]
  }

  // One thing to draw: its lines as a path on the unit square, and its box there.
  const shape = (lines, closed) => {
    const path = new Path2D()
    const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity }
    const points = lines.map((line) => line.map(([lon, lat]) => [projectX(lon), projectY(lat)]))
    for (const line of points) {
      line.forEach(([x, y], i) => {
        i ? path.lineTo(x, y) : path.moveTo(x, y)
        box.left = Math.min(box.left, x)
        box.right = Math.max(box.right, x)
        box.top = Math.min(box.top, y)
        box.bottom = Math.max(box.bottom, y)
      })
      if (closed) path.closePath()
    }
    return { path, box, points }
  }

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

  // A canvas that lies over the view and somewhat beyond it, and is drawn anew after each move.
  const CanvasLayer = L.Renderer.extend({
    options: { padding: 0.25 },
    _initContainer() {
      this._container = document.createElement("canvas")
      this._container.style.pointerEvents = "none"
      this._context = this._container.getContext("2d")
    },
    _destroyContainer() {
      cancelAnimationFrame(this._frame)
      this._frame = 0
      this._container.remove()
      delete this._container
    },
    getEvents() {
      return { ...L.Renderer.prototype.getEvents.call(this), move: this._onDrag }
    },
    _updatePaths() {},
    _onDrag() {
      if (!this._bounds || this._map._animatingZoom) return
      const corner = this._map.containerPointToLayerPoint([0, 0])
      const view = L.bounds(corner, corner.add(this._map.getSize()))
      if (this._zoom === this._map.getZoom() && !this._bounds.contains(view)) this._update()
    },
    _update() {
      const map = this._map
      if (!map || (map._animatingZoom && this._bounds)) return
      L.Renderer.prototype._update.call(this)
      const size = this._bounds.getSize()
      const ratio = Math.min(window.devicePixelRatio || 1, 2)
      const canvas = this._container
      canvas.width = Math.round(size.x * ratio)
      canvas.height = Math.round(size.y * ratio)
      canvas.style.width = `${size.x}px`
      canvas.style.height = `${size.y}px`
      L.DomUtil.setPosition(canvas, this._bounds.min)
      this._redraw(ratio)
    },
    redraw() {
      if (this._frame || !this._map) return
      this._frame = requestAnimationFrame(() => {
        this._frame = 0
        if (this._map && this._bounds) this._redraw(Math.min(window.devicePixelRatio || 1, 2))
      })
    },
    _redraw(ratio) {
      // While a zoom animates, the canvas is stretched and the map counts in the new zoom: moveend draws again.
      if (this._map._animatingZoom || this._zoom !== this._map.getZoom()) return
      const context = this._context
      const size = this._bounds.getSize()
      const origin = this._map.getPixelOrigin().add(this._bounds.min)
      const world = 256 * 2 ** this._map.getZoom()
      context.setTransform(ratio, 0, 0, ratio, 0, 0)
      context.clearRect(0, 0, size.x, size.y)
      // The world repeats eastward and westward: the turns of it that are in sight.
      const turns = []
      for (let turn = Math.floor(origin.x / world) - 1; turn <= Math.floor((origin.x + size.x) / world); turn++) turns.push(turn)
      this.draw(context, { ratio, size, world, origin, turns })
    },
  })

  // Calls *paint* for every shape in sight, with the context set so that shapes are drawn in units of the world.
  const paintShapes = (context, { ratio, size, world, origin, turns }, shapes, paint) => {
    for (const turn of turns) {
      const left = (origin.x / world) - turn
      const top = origin.y / world
      context.setTransform(ratio * world, 0, 0, ratio * world, -left * world * ratio, -top * world * ratio)
      for (const item of shapes) {
        const { box } = item
        if (box.right < left || box.left > left + size.x / world) continue
        if (box.bottom < top || box.top > top + size.y / world) continue
        paint(item, 1 / world)
      }
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
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

  Object.assign(dateline, { CanvasLayer, BaseMap, paintShapes, shape, unwrapped, projectX, projectY })
})()
