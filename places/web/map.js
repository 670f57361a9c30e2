// The map of places: takes views from the page, draws them, and tells the page what was clicked.
"use strict"

;(() => {
  const { Marks, BaseMap, shape, unwrapped, projectX, projectY, TOWN, AREA, COUNTRY } = dateline
  const REACH = { mouse: 5, pen: 8, touch: 16 }
  const CLOSEST_FIRST_ZOOM = 7
  const WAIT_FOR_DOUBLE_CLICK_MS = 220

  const PALETTES = {
    light: {
      sea: "#dde6e9", land: "#f8f5ee", coast: "#b4c1c4", border: "#d9d2c4", landName: "#9a9384",
      ink: "#1f2328", softInk: "#5a4638", halo: "#fffdf8", mark: "#9a3412",
    },
    dark: {
      sea: "#12161b", land: "#242930", coast: "#434d57", border: "#3d454f", landName: "#757e89",
      ink: "#f1eee8", softInk: "#dcc3ae", halo: "#15181d", mark: "#f0975a",
    },
  }

  let map = null
  let marks = null
  let lastSeq = 0
  let updates = 0
  let fitted = false
  let stepped = -1

  // ---- what the page sends -------------------------------------------------------------------------------------

  const inflate = async (text) => {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))
    return JSON.parse(await new Response(stream).text())
  }

  const shapesById = new Map()
  let shapesText = null
  const learnShapes = async (text) => {
    if (text === shapesText) return
    for (const [id, rings] of await inflate(text)) {
      if (shapesById.has(id)) continue
      const lines = rings.map((ring) => unwrapped(ring.map(([lat, lon]) => [lon, lat])))
      const made = shape(lines, true)
      made.size = (made.box.right - made.box.left) * (made.box.bottom - made.box.top)
      shapesById.set(id, made)
    }
    shapesText = text
  }

  const COLUMNS = ["id", "name", "where", "lat", "lon", "mentions", "articles", "outlets", "kind", "doubtful"]
  const readMark = (row) => {
    const mark = Object.fromEntries(COLUMNS.map((column, i) => [column, row[i]]))
    mark.x = projectX(mark.lon)
    mark.y = projectY(Math.max(-85, Math.min(85, mark.lat)))
    return mark
  }

  const update = async (viewText, areasText) => {
    const mine = ++updates
    const [view] = await Promise.all([inflate(viewText), learnShapes(areasText)])
    if (mine !== updates) return // a later view has come in meanwhile
    // A click that the page has not answered yet is newer than what this view says is selected.
    const selected = view.seq >= lastSeq ? view.selected : marks.selected
    const changed = selected !== marks.selected
    hideTip()
    stepped = -1
    marks.show(view.marks.map(readMark), shapesById, selected)
    const first = !fitted
    position.learn()
    fitFirst()
    legend.show()
    position.keep()
    if (selected && (changed || first)) bringIntoView(selected)
    fitControl.refresh()
    dateline.ready()
  }

  const send = (kind, place) => {
    // Grows even over reloads, so that a second click on the same mark is a new event.
    lastSeq = Math.max(Date.now(), lastSeq + 1)
    window.Streamlit.setComponentValue({ kind, place, seq: lastSeq })
  }
  const pick = (mark) => {
    marks.select(mark.id)
    fitControl.refresh()
    send("pick", mark.id)
  }
  const clear = () => {
    if (!marks.selected) return
    marks.select("")
    fitControl.refresh()
    send("clear", "")
  }

  // ---- theme ---------------------------------------------------------------------------------------------------

  const isDark = (colour) => {
    const probe = document.createElement("canvas").getContext("2d")
    probe.fillStyle = colour || "#ffffff"
    const [r, g, b] = [1, 3, 5].map((at) => parseInt(probe.fillStyle.slice(at, at + 2), 16))
    return 0.299 * r + 0.587 * g + 0.114 * b < 128
  }
  const dress = ({ backgroundColor, primaryColor }) => {
    const theme = isDark(backgroundColor) ? "dark" : "light"
    const wanted = { ...PALETTES[theme], ...(CSS.supports("color", primaryColor || "") && { mark: primaryColor }) }
    document.documentElement.dataset.theme = theme
    if (JSON.stringify(wanted) === JSON.stringify(dateline.colours)) return
    dateline.colours = wanted
    document.documentElement.style.setProperty("--mark", wanted.mark)
    dateline.base?.redraw()
    marks?.redraw()
  }
  window.addEventListener("message", ({ source, data }) => {
    if (source === window.parent && data?.type === "streamlit:render" && data.theme) dress(data.theme)
  })
  const styled = getComputedStyle(document.documentElement)
  dress({
    backgroundColor: styled.getPropertyValue("--background-color").trim(),
    primaryColor: styled.getPropertyValue("--primary-color").trim(),
  })

  // ---- where to look -------------------------------------------------------------------------------------------

  const calmly = () => ({ animate: !matchMedia("(prefers-reduced-motion: reduce)").matches })
  const latLng = (x, y) => {
    const lat = (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI
    return [lat, (x - 0.5) * 360]
  }
  const padding = () => (map.getSize().x < 640 ? 28 : 48)
  const lookAt = ({ left, top, right, bottom }, maxZoom, options) => {
    const pad = padding()
    map.fitBounds([latLng(left, bottom), latLng(right, top)], {
      paddingTopLeft: [pad + 20, pad - 12], paddingBottomRight: [pad + 16, pad], maxZoom, ...options,
    })
  }

  // The marks without their widest empty stretch of longitudes in between: a box may cross the antimeridian.
  const besideEachOther = (all) => {
    const xs = [...new Set(all.map(({ x }) => x))].sort((a, b) => a - b)
    let widest = xs[0] + 1 - xs[xs.length - 1]
    let start = xs[0]
    for (let i = 1; i < xs.length; i++)
      if (xs[i] - xs[i - 1] > widest) [widest, start] = [xs[i] - xs[i - 1], xs[i]]
    return all.map((mark) => ({ mark, x: mark.x < start ? mark.x + 1 : mark.x, y: mark.y }))
  }

  const boxOf = (points) => ({
    left: Math.min(...points.map(({ x }) => x)),
    right: Math.max(...points.map(({ x }) => x)),
    top: Math.min(...points.map(({ y }) => y)),
    bottom: Math.max(...points.map(({ y }) => y)),
  })

  // Where most of what is told takes place. Outlying marks are left out of the first view when what they cost in
  // zoom is more than their share of the mentions is worth, and together never more than a fifth of them. Countries
  // and areas weigh less: they are told of wherever one looks.
  const MOST_LEFT_OUT = 0.2
  const ZOOM_WORTH_A_SHARE = 5
  const LOOK_AHEAD = 16
  const weightOf = ({ mark }) => mark.mentions * (mark.kind === COUNTRY ? 0.25 : mark.kind === AREA ? 0.5 : 1)
  const heart = (all, size) => {
    const points = besideEachOther(all)
    const total = points.reduce((sum, point) => sum + weightOf(point), 0)
    const gone = new Set()
    const byX = [...points].sort((a, b) => a.x - b.x)
    const byY = [...points].sort((a, b) => a.y - b.y)
    // From each side inward.
    const sides = [
      { list: byX, axis: "x", length: size.x },
      { list: [...byX].reverse(), axis: "x", length: size.x },
      { list: byY, axis: "y", length: size.y },
      { list: [...byY].reverse(), axis: "y", length: size.y },
    ].map((side) => ({ ...side, at: 0 }))
    const [west, east, north, south] = sides
    const end = (side) => {
      while (gone.has(side.list[side.at])) side.at++
      return side.list[side.at][side.axis]
    }
    const box = () => ({ left: end(west), right: end(east), top: end(north), bottom: end(south) })
    const extent = ({ left, right, top, bottom }) => Math.max(1e-7, (right - left) / size.x + (bottom - top) / size.y)
    const whole = extent(box())
    let best = { box: box(), worth: 0 }
    let lost = 0
    // The outermost marks of a side that are best left out together: two in one city gain nothing one by one.
    const outliers = (side) => {
      const from = end(side)
      const group = []
      let weight = 0
      let found = null
      for (let i = side.at; i < side.list.length && group.length < LOOK_AHEAD; i++) {
        const point = side.list[i]
        if (gone.has(point)) continue
        const worth = Math.abs(point[side.axis] - from) / side.length / weight
        if (group.length && (!found || worth > found.worth)) found = { group: [...group], weight, worth }
        group.push(point)
        weight += weightOf(point)
        if (lost + weight > MOST_LEFT_OUT * total) break
      }
      return found
    }
    for (;;) {
      const found = sides.map(outliers).filter(Boolean)
      if (!found.length) return best.box
      const { group, weight } = found.reduce((a, b) => (b.worth > a.worth ? b : a))
      group.forEach((point) => gone.add(point))
      lost += weight
      const worth = Math.log2(whole / extent(box())) - (ZOOM_WORTH_A_SHARE * lost) / total
      if (worth > best.worth) best = { box: box(), worth }
    }
  }

  const fitFirst = () => {
    const size = map.getSize()
    if (fitted || !marks.marks.length || !size.x || !size.y) return
    fitted = true
    const left = position.recall()
    if (left) map.setView([left.lat, left.lng], left.zoom, { animate: false })
    else lookAt(heart(marks.marks, size), CLOSEST_FIRST_ZOOM, { animate: false })
  }
  // The frame is made anew when the reader comes back from another page: the same places are then looked at from
  // the same position. The browser keeps it for this tab only.
  const position = {
    places: "",
    // A number for which places are drawn: the ids would fill the storage.
    learn() {
      let sum = 0
      for (const { id } of marks.marks) {
        let hash = 0
        for (const character of id) hash = (Math.imul(hash, 31) + character.codePointAt(0)) | 0
        sum = (sum + Math.imul(hash, 0x9e3779b1)) | 0
      }
      position.places = `${marks.marks.length} places, ${sum}`
    },
    keep() {
      if (!fitted || !marks.marks.length) return
      const { lat, lng } = map.getCenter()
      try {
        sessionStorage.setItem("dateline-map", JSON.stringify({ places: position.places, lat, lng, zoom: map.getZoom() }))
      } catch {
        // Storage is full or forbidden: the map then fits its marks again.
      }
    },
    recall() {
      try {
        const kept = JSON.parse(sessionStorage.getItem("dateline-map"))
        return kept?.places === position.places ? kept : null
      } catch {
        return null
      }
    },
  }
  const fitAll = () => {
    if (marks.marks.length) lookAt(boxOf(besideEachOther(marks.marks)), CLOSEST_FIRST_ZOOM, calmly())
  }
  const fitSelected = () => {
    const mark = marks.find(marks.selected)
    if (!mark) return
    const drawn = shapesById.get(mark.id)
    if (drawn) lookAt(drawn.box, 9, calmly())
    else map.setView([mark.lat, nearestTurn(mark.lon)], Math.max(map.getZoom(), mark.kind === COUNTRY ? 5 : 8), calmly())
  }
  const nearestTurn = (lon) => lon + 360 * Math.round((map.getCenter().lng - lon) / 360)

  // Moves the map only when the place is not to be seen, and says whether it did.
  const bringIntoView = (id) => {
    const mark = marks.find(id)
    if (!mark) return false
    const at = [mark.lat, nearestTurn(mark.lon)]
    const size = map.getSize()
    const point = map.latLngToContainerPoint(at)
    const margin = 20
    const seen = point.x >= margin && point.y >= margin && point.x <= size.x - margin && point.y <= size.y - margin
    if (!seen) map.panTo(at, calmly())
    return !seen
  }

  // ---- what lies over the map ----------------------------------------------------------------------------------

  const element = (tag, name, text) => {
    const made = document.createElement(tag)
    if (name) made.className = name
    if (text !== undefined) made.textContent = text
    return made
  }
  const counted = (n, one) => `${n.toLocaleString("en")} ${one}${n === 1 ? "" : "s"}`
  const counts = ({ mentions, articles, outlets }) =>
    [counted(mentions, "mention"), counted(articles, "article"), counted(outlets, "outlet")].join(" · ")
  const remarks = ({ id, kind, doubtful }) =>
    [kind === AREA && shapesById.has(id) && "approximate area", doubtful && "which place is meant is doubtful"].filter(Boolean)

  const tip = element("div", "dl-tip")
  tip.setAttribute("aria-hidden", "true")
  const spoken = element("div", "dl-spoken")
  spoken.setAttribute("role", "status")
  const showTip = (mark, near) => {
    tip.replaceChildren(element("strong", "", mark.name))
    if (mark.where) tip.append(element("span", "dl-where", mark.where))
    tip.append(element("span", "", counts(mark)))
    for (const remark of remarks(mark)) tip.append(element("em", "", remark))
    tip.hidden = false
    const size = map.getSize()
    const [width, height] = [tip.offsetWidth, tip.offsetHeight]
    const left = Math.max(6, Math.min(size.x - width - 6, near.x - width / 2))
    const above = near.y - near.r - height - 8
    tip.style.transform = `translate(${Math.round(left)}px, ${Math.round(above > 4 ? above : near.y + near.r + 10)}px)`
  }
  const hideTip = () => {
    tip.hidden = true
    marks?.hover(null)
    map?.getContainer().classList.remove("dl-over")
  }
  const pointOf = (mark) => {
    const { x, y } = map.latLngToContainerPoint([mark.lat, nearestTurn(mark.lon)])
    return { x, y, r: marks.radiusOf(mark.mentions) }
  }

  // Where buttons and the legend lie over the map, in pixels of the frame: no name is written there.
  const controls = () => [...document.querySelectorAll(".leaflet-control")].map((control) => control.getBoundingClientRect())

  const svg = (tag, attributes) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", tag)
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
    return made
  }
  const icon = (d) => {
    const drawing = svg("svg", { viewBox: "0 0 20 20", width: 18, height: 18, "aria-hidden": "true" })
    drawing.append(svg("path", { d, fill: "none", stroke: "currentColor", "stroke-width": 1.6, "stroke-linecap": "round", "stroke-linejoin": "round" }))
    return drawing
  }

  const FitControl = L.Control.extend({
    options: { position: "topleft" },
    onAdd() {
      const bar = element("div", "leaflet-bar dl-fit")
      const button = (label, d, act) => {
        const made = element("button")
        made.type = "button"
        made.title = label
        made.setAttribute("aria-label", label)
        made.append(icon(d))
        made.addEventListener("click", act)
        bar.append(made)
        return made
      }
      button("Show all places", "M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4", fitAll)
      this._selected = button(
        "Show the selected place",
        "M10 2v3M10 15v3M2 10h3M15 10h3M10 6a4 4 0 1 0 0 8 4 4 0 0 0 0-8Z",
        fitSelected,
      )
      L.DomEvent.disableClickPropagation(bar)
      this.refresh()
      return bar
    },
    refresh() {
      if (this._selected) this._selected.disabled = !marks.find(marks.selected)
    },
  })
  const fitControl = new FitControl()

  // One digit and noughts, not above *n*.
  const round = (n) => {
    const ten = 10 ** Math.floor(Math.log10(n))
    return Math.floor(n / ten) * ten
  }
  const Legend = L.Control.extend({
    options: { position: "bottomleft" },
    onAdd() {
      this._box = element("div", "dl-legend")
      L.DomEvent.disableClickPropagation(this._box)
      return this._box
    },
    show() {
      const all = marks.marks
      this._box.hidden = !all.length
      if (!all.length) return
      const most = all[0].mentions
      const values = [...new Set([round(most), round(Math.max(1, most / 6)), 1])]
      this._box.replaceChildren(this._sizes(values), this._kinds(all))
    },
    _sizes(values) {
      const figure = element("div", "dl-sizes")
      const radii = values.map((value) => marks.radiusOf(value))
      const line = 12
      const height = Math.max(2 * radii[0] + 8, values.length * line + 4)
      const drawing = svg("svg", { width: 2 * radii[0] + 40, height, role: "img" })
      drawing.setAttribute("aria-label", `Area in proportion to mentions: ${values.join(", ")}`)
      const bottom = height - 2
      // Numbers stand at the tops of their circles, but never closer than a line.
      const tops = radii.map((r) => bottom - 2 * r)
      const middles = [...tops]
      for (let i = middles.length - 1, below = bottom + line - 4; i >= 0; i--) below = middles[i] = Math.min(middles[i], below - line)
      for (let i = 0, above = -Infinity; i < middles.length; i++) above = middles[i] = Math.max(middles[i], above + line, 6)
      values.forEach((value, i) => {
        const label = svg("text", { x: 2 * radii[0] + 13, y: middles[i] + 3.5 })
        label.textContent = value.toLocaleString("en")
        drawing.append(
          svg("circle", { cx: radii[0] + 2, cy: bottom - radii[i], r: radii[i], class: "dl-ring" }),
          svg("line", { x1: radii[0] + 2, x2: 2 * radii[0] + 10, y1: tops[i], y2: middles[i], class: "dl-lead" }),
          label,
        )
      })
      figure.append(drawing, element("span", "", "mentions"))
      return figure
    },
    _kinds(all) {
      const list = element("div", "dl-kinds")
      const row = (name, text) => {
        const line = element("div")
        line.append(element("i", name), text)
        list.append(line)
        return line
      }
      const has = (kind) => all.some((mark) => mark.kind === kind)
      if (has(TOWN)) row("dl-town", "town or site")
      if (has(AREA)) row("dl-area", "area").append(element("span", "dl-wide", " (approximate)"))
      if (has(COUNTRY)) row("dl-country", "country")
      if (all.some((mark) => mark.doubtful)) row("dl-doubtful", "doubtful")
      return list
    },
  })
  const legend = new Legend()

  // Online tiles that do not come: after three failures and not one success, back to our own outlines.
  const watchTiles = (layer) => {
    let failures = 0
    layer.on("loading", () => (failures = 0))
    layer.on("tileload", () => (failures = -Infinity))
    layer.on("tileerror", () => {
      if (++failures !== 3 || !map.hasLayer(layer)) return
      map.removeLayer(layer)
      map.addLayer(dateline.base)
      announce("The online map does not answer. Back to Dateline’s own.")
    })
  }
  const announce = (text) => {
    const note = element("div", "dl-announce", text)
    note.setAttribute("role", "status")
    map.getContainer().append(note)
    setTimeout(() => note.remove(), 6000)
  }

  // ---- mouse, finger, keyboard ---------------------------------------------------------------------------------

  const listen = () => {
    const container = map.getContainer()
    let clearing = 0
    map.on("click", ({ containerPoint, originalEvent }) => {
      clearTimeout(clearing)
      const mark = marks.at(containerPoint, REACH[originalEvent.pointerType] ?? REACH.mouse)
      if (mark) pick(mark)
      // The first click of a double click that zooms is not meant to clear.
      else clearing = setTimeout(clear, WAIT_FOR_DOUBLE_CLICK_MS)
    })
    map.on("dblclick", () => clearTimeout(clearing))

    let waiting = null
    container.addEventListener("pointermove", (event) => {
      if (event.pointerType === "touch" || event.buttons) return
      if (!waiting) requestAnimationFrame(() => {
        const { event: last } = waiting
        waiting = null
        const over = !last.target.closest?.(".leaflet-control")
        const point = map.mouseEventToContainerPoint(last)
        const mark = over ? marks.at(point, REACH.mouse) : null
        if (!mark) return hideTip()
        if (mark === marks.hovered) return
        marks.hover(mark)
        container.classList.add("dl-over")
        const drawn = pointOf(mark)
        const onTheMark = Math.hypot(drawn.x - point.x, drawn.y - point.y) <= drawn.r * 1.3 + REACH.mouse
        showTip(mark, onTheMark ? drawn : { x: point.x, y: point.y, r: 6 })
      })
      waiting = { event }
    })
    container.addEventListener("pointerleave", hideTip)
    map.on("movestart zoomstart", hideTip)

    const label = "Map of places. Arrow keys move it, plus and minus zoom, Page Down and Page Up go from place to place, " +
      "Enter selects, Escape clears. The list of places does the same without the map."
    container.setAttribute("role", "application")
    container.setAttribute("aria-label", label)
    container.addEventListener("blur", hideTip)
    // Leaflet focuses the map on a click; the ring is for those who came by keyboard.
    container.addEventListener("pointerdown", () => container.classList.remove("dl-keyboard"))
    document.addEventListener("keydown", () => container.classList.add("dl-keyboard"))
    container.addEventListener("focus", () => {
      if (!container.matches(":active")) container.classList.add("dl-keyboard")
    })
    container.addEventListener("keydown", (event) => {
      if (event.target !== container) return
      if (event.key === "PageDown" || event.key === "PageUp") step(event.key === "PageDown" ? 1 : -1)
      else if (event.key === "Enter" && marks.hovered) pick(marks.hovered)
      else if (event.key === "Escape") clear()
      else return
      event.preventDefault()
    })
  }
  // From place to place, most mentioned first.
  const step = (by) => {
    const all = marks.marks
    if (!all.length) return
    stepped = (Math.max(stepped, by > 0 ? -1 : 0) + by + all.length) % all.length
    const mark = all[stepped]
    if (bringIntoView(mark.id)) map.once("moveend", () => focusOn(mark))
    else focusOn(mark)
  }
  const focusOn = (mark) => {
    marks.hover(mark)
    showTip(mark, pointOf(mark))
    spoken.textContent = [mark.name, mark.where, counts(mark), ...remarks(mark)].filter(Boolean).join(". ")
  }

  // ---- start ---------------------------------------------------------------------------------------------------

  // Called by the script of the Folium map, before its layers: panes must be there first.
  const prepare = (made) => {
    map = made
    map.createPane("base").style.cssText += "z-index:150;pointer-events:none"
    map.createPane("marks").style.cssText += "z-index:450;pointer-events:none"
    map.attributionControl.setPrefix('<a href="https://leafletjs.com" target="_blank" rel="noopener">Leaflet</a>')
    map.attributionControl.addAttribution(
      '<a href="https://www.geonames.org" target="_blank" rel="noopener">GeoNames</a> ' +
        '<a href="https://creativecommons.org/licenses/by/4.0/" target="_blank" rel="noopener">CC BY 4.0</a>',
    )
  }
  const baseLayer = () => {
    const base = new BaseMap()
    dateline.base = base
    base.on("loaded", () => {
      marks._layout = null
      marks.redraw()
    })
    base.on("missing", ({ name }) => announce(`The outlines (${name}) did not arrive. Reload the page, or install Dateline again.`))
    return base
  }
  // Called last: all layers are there.
  const start = () => {
    marks = new Marks()
    marks.addTo(map)
    dateline.marks = marks
    dateline.base.load()
    map.addControl(fitControl)
    map.addControl(legend)
    map.getContainer().append(tip, spoken)
    tip.hidden = true
    map.eachLayer((layer) => layer instanceof L.TileLayer && watchTiles(layer))
    map.on("layeradd", ({ layer }) => layer instanceof L.TileLayer && !layer._watched && ((layer._watched = true), watchTiles(layer)))
    map.on("baselayerchange", ({ layer }) => {
      // Online tiles are sharp at whole zooms only.
      map.options.zoomSnap = layer instanceof L.TileLayer ? 1 : 0.25
      document.documentElement.classList.toggle("dl-online", layer instanceof L.TileLayer)
      if (layer instanceof L.TileLayer) map.setZoom(Math.round(map.getZoom()))
      marks._layout = null
      marks.redraw()
    })
    new ResizeObserver(() => {
      map.invalidateSize({ debounceMoveend: true })
      fitFirst()
    }).observe(map.getContainer())
    let legendZoom = null
    map.on("moveend", () => {
      if (map.getZoom() !== legendZoom) legend.show()
      legendZoom = map.getZoom()
      position.keep()
    })
    listen()
    // Asks the page for its latest message: one that came while the scripts were loading has been lost.
    window.Streamlit.setComponentReady()
  }

  Object.assign(dateline, { controls, prepare, baseLayer, start, update })
})()
