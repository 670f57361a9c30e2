// The area: the tools to draw one, the one in force, and the button for what is in view.
"use strict"

;(() => {
  const { element, button, word, words, Sketch, say, sendArea, sendBounds, nearestTurn } = dateline
  const PATHS = {
    box: "M3.5 5.5h13v9h-13Z",
    polygon: "M4 7.5 10.5 3l6 5-3 8.5-7.5-1Z",
    bounds: "M2.5 10s3-5 7.5-5 7.5 5 7.5 5-3 5-7.5 5-7.5-5-7.5-5Zm7.5 2.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4Z",
    remove: "M5 5l10 10M15 5 5 15",
  }
  let area = []
  let sketch = null

  // As the page reads them: [lat, lon] on the globe, to about a metre.
  const position = ({ lat, lng }) => [rounded(Math.max(-90, Math.min(90, lat))), rounded(L.Util.wrapNum(lng, [-180, 180], true))]
  const rounded = (degrees) => Math.round(degrees * 1e5) / 1e5
  const boxPoints = (south, west, north, east) => {
    const whole = east - west >= 360
    return [position({ lat: south, lng: whole ? -180 : west }), position({ lat: north, lng: whole ? 180 : east })]
  }

  const AreaControl = L.Control.extend({
    options: { position: "topleft" },
    onAdd() {
      const bar = element("div", "leaflet-bar dl-bar")
      bar.setAttribute("role", "group")
      bar.setAttribute("aria-label", word("Area"))
      this._tools = { box: this._tool("box", word("Draw a box")), polygon: this._tool("polygon", word("Draw a polygon")) }
      this._remove = button(word("Remove the area"), PATHS.remove, remove)
      this._remove.classList.add("dl-remove-area")
      bar.append(this._tools.box, this._tools.polygon, button(word("Only what is in view"), PATHS.bounds, askForView), this._remove)
      L.DomEvent.disableClickPropagation(bar)
      this.refresh()
      return bar
    },
    _tool(kind, label) {
      const tool = button(label, PATHS[kind], () => begin(kind, tool))
      return tool
    },
    refresh() {
      if (!this._remove) return
      this._remove.hidden = !area.length
      for (const [kind, tool] of Object.entries(this._tools)) tool.setAttribute("aria-pressed", String(sketch?.kind === kind))
    },
  })
  const control = new AreaControl()

  const begin = (kind, tool) => {
    const same = sketch?.kind === kind
    sketch?.cancel()
    if (same) return
    dateline.hideTip()
    sketch = new Sketch(dateline.map, kind, (corners) => {
      sketch = null
      control.refresh()
      tool.focus()
      if (!corners) return say(word("Nothing was drawn."))
      const points = kind === "polygon" ? corners.map(position) : boxPoints(...edges(corners))
      draw(points)
      sendArea(points)
      const polygon = words("The area is a polygon with {n} corner.", "The area is a polygon with {n} corners.", points.length)
      say(kind === "box" ? word("The area is a box.") : polygon)
    })
    control.refresh()
  }
  const edges = ([one, other]) => [
    Math.min(one.lat, other.lat), Math.min(one.lng, other.lng), Math.max(one.lat, other.lat), Math.max(one.lng, other.lng),
  ]
  const remove = () => {
    draw([])
    sendArea([])
    say(word("The area is removed."))
    dateline.map.getContainer().focus()
  }
  const askForView = () => {
    const bounds = dateline.map.getBounds()
    sendBounds(boxPoints(bounds.getSouth(), bounds.getWest(), bounds.getNorth(), bounds.getEast()))
    say(word("Only what is in view."))
  }

  // ---- the area in force -----------------------------------------------------------------------------------------

  // Neighbours lie on the shorter way to each other, and all near the middle of the view.
  const corners = (points) => {
    if (points.length === 2) {
      const [[south, west], [north, east]] = points
      const right = east < west ? east + 360 : east
      const turn = nearestTurn((west + right) / 2) - (west + right) / 2
      return [[south, west], [north, west], [north, right], [south, right]].map(([lat, lon]) => [lat, lon + turn])
    }
    const line = dateline.unwrapped(points.map(([lat, lon]) => [lon, lat]))
    const middle = line.reduce((sum, [lon]) => sum + lon, 0) / line.length
    const turn = nearestTurn(middle) - middle
    return line.map(([lon, lat]) => [lat, lon + turn])
  }

  let drawn = null
  const draw = (points) => {
    area = points
    drawn?.remove()
    drawn = null
    control.refresh()
    dateline.areaPoints = points
    if (!points.length) return
    const outline = corners(points)
    renderer ??= L.svg({ pane: "area" })
    const shape = L.polygon(outline, { pane: "area", renderer, interactive: false, className: "dl-area-shape" })
    // Its button stands at the northernmost corner, of those the easternmost.
    const [lat, lon] = outline.reduce((a, b) => (b[0] > a[0] || (b[0] === a[0] && b[1] > a[1]) ? b : a))
    const cross = button(word("Remove the area"), PATHS.remove, remove)
    L.DomEvent.disableClickPropagation(cross)
    const at = L.marker([lat, lon], {
      icon: L.divIcon({ html: cross, className: "dl-remove", iconSize: [24, 24] }),
      interactive: false, keyboard: false,
    })
    drawn = L.layerGroup([shape, at]).addTo(dateline.map)
  }
  let renderer = null

  // What the page says is in force; null when it takes no areas.
  const showArea = (points) => {
    const { map } = dateline
    if (!points) control.remove()
    else if (!control._map) map.addControl(control)
    if (JSON.stringify(points ?? []) !== JSON.stringify(area)) draw(points ?? [])
  }

  Object.assign(dateline, { showArea, areaPoints: [] })
})()
