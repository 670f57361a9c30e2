// The map-book: what a reader filters and clicks, and what follows from it. Every word becomes text, never markup.
"use strict"

;(() => {
  const data = JSON.parse(document.getElementById("data").textContent)
  const { places, articles, passages, base } = data
  const get = (id) => document.getElementById(id)
  const el = (tag, css, ...inner) => {
    const made = document.createElement(tag)
    if (css) made.className = css
    made.append(...inner)
    return made
  }
  // What the book says, in the language it was made in; the English is the key. See book_words.py.
  const { language: tongue, rtl, texts, counts: forms } = data.words
  const plural = new Intl.PluralRules(tongue)
  const number = (n) => n.toLocaleString(`${tongue}-u-nu-latn`)
  // What runs from left to right keeps doing so amid a sentence that does not.
  const isolated = (value) => (rtl && !/[\u0590-\u08ff]|^[\d,.]+$/.test(value) ? `\u2066${value}\u2069` : value)
  const say = (english, values = {}) => (texts[english] ?? english).replace(/\{(\w+)\}/g, (_, name) => isolated(values[name]))
  const many = (one, more, n) => {
    const said = forms[one]
    return (said ? (said[plural.select(n)] ?? said.other) : n === 1 ? one : more).replace("{n}", number(n))
  }
  // A number at its beginning would be taken for part of the Latin name before it.
  const aside = (text) => (rtl ? `\u2067${text}\u2069` : text)
  const day = (iso) =>
    iso
      ? aside(new Date(`${iso}T12:00:00`).toLocaleDateString(tongue === "en" ? "en-GB" : `${tongue}-u-nu-latn`, { day: "numeric", month: "short", year: "numeric" }))
      : say("undated")
  for (const box of document.querySelectorAll("body :not(script, style)")) {
    for (const name of ["placeholder", "aria-label"]) if (box.hasAttribute(name)) box.setAttribute(name, say(box.getAttribute(name)))
    for (const node of box.childNodes) if (node.nodeType === Node.TEXT_NODE && node.data.trim()) node.data = say(node.data.trim())
  }
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
  const PAGE = 40

  // ---- state: what the address after # says -----------------------------------------------------------------------

  const EMPTY = { word: "", after: "", before: "", outlet: "", place: -1 }
  let state = { ...EMPTY }
  let shown = PAGE
  const isDay = (text) => /^\d{4}-\d\d-\d\d$/.test(text)
  const read = () => {
    const asked = new URLSearchParams(location.hash.slice(1))
    const place = Number(asked.get("place") ?? (location.hash ? -1 : data.selected))
    state = {
      word: (asked.get("word") ?? "").slice(0, 200),
      after: isDay(asked.get("after")) ? asked.get("after") : "",
      before: isDay(asked.get("before")) ? asked.get("before") : "",
      outlet: asked.get("outlet") ?? "",
      place: Number.isInteger(place) && places[place] ? place : -1,
    }
  }
  const address = () => {
    const kept = Object.entries(state).filter(([name, value]) => value !== EMPTY[name])
    return `#${new URLSearchParams(kept).toString() || "all"}`
  }
  const change = (changes, { replace = false } = {}) => {
    state = { ...state, ...changes }
    shown = PAGE
    history[replace ? "replaceState" : "pushState"](null, "", address())
    draw()
  }

  // ---- what answers -----------------------------------------------------------------------------------------------

  const haystacks = passages.map((passage) => {
    const { headline, outlet, author } = articles[passage.article]
    return folded([passage.text, headline, outlet, author, passage.note].join("\n"))
  })
  const answers = () => {
    const words = folded(state.word).split(/\s+/).filter(Boolean)
    return passages.filter((passage, n) => {
      const { date, outlet } = articles[passage.article]
      if (state.outlet && outlet !== state.outlet) return false
      // Undated articles answer only when both ends are open, as on the page.
      if ((state.after || state.before) && !date) return false
      if ((state.after && date < state.after) || (state.before && date > state.before)) return false
      return words.every((word) => haystacks[n].includes(word))
    })
  }
  const count = (found) => {
    const counts = new Map()
    const unplaced = new Map()
    for (const passage of found)
      for (const [place, toponym, status] of passage.told) {
        if (place < 0) {
          unplaced.set(toponym, (unplaced.get(toponym) ?? 0) + 1)
          continue
        }
        let of = counts.get(place)
        if (!of) counts.set(place, (of = { place, mentions: 0, doubt: 0, articles: new Set(), outlets: new Set() }))
        of.mentions++
        of.doubt += status === "doubtful" ? 1 : -1
        of.articles.add(passage.article)
        of.outlets.add(articles[passage.article].outlet)
      }
    const order = [...counts.values()].sort((a, b) => b.mentions - a.mentions || a.place - b.place)
    return { counts: order, unplaced: [...unplaced].sort((a, b) => b[1] - a[1]) }
  }
  const tally = (of) => [
    many("{n} mention", "{n} mentions", of?.mentions ?? 0),
    many("{n} article", "{n} articles", of?.articles.size ?? 0),
    many("{n} outlet", "{n} outlets", of?.outlets.size ?? 0),
  ].join(" · ")

  // ---- panel ------------------------------------------------------------------------------------------------------

  const panel = get("panel")
  const placeList = ({ counts, unplaced }) => {
    const most = counts[0]?.mentions ?? 1
    const list = el("ol", "places")
    for (const of of counts) {
      const { name, where } = places[of.place]
      const bar = el("span", "bar")
      bar.style.width = `${(100 * of.mentions) / most}%`
      const button = el("button", "", el("b", "", name), el("span", "n", number(of.mentions)), el("span", "where", where), bar)
      button.type = "button"
      button.title = tally(of)
      button.dataset.place = of.place
      button.addEventListener("click", () => pick(of.place))
      button.addEventListener("pointerenter", () => dots.get(of.place)?.getElement()?.classList.add("near"))
      button.addEventListener("pointerleave", () => dots.get(of.place)?.getElement()?.classList.remove("near"))
      list.append(el("li", "", button))
    }
    const parts = [el("p", "small", counts.length ? say("Places, by mentions") : "")]
    if (counts.length) parts.push(list)
    else parts.push(el("p", "empty", say("No place is named in what the filters leave. Clear one of them.")))
    if (unplaced.length)
      parts.push(el("p", "unplaced", say("Not on the map: {names}", { names: unplaced.map(([name, n]) => `${name} (${n})`).join(say(", ")) })))
    return parts
  }

  const marked = (passage) => {
    const { text } = passage
    const spans = state.place < 0 ? [] : namesOf(passage)
    const plain = text.toLowerCase()
    // A letter that grows in lower case (İ) would shift all after it: then nothing but the names is marked.
    const wanted = plain.length === text.length ? folded(state.word).split(/\s+/).filter(Boolean) : []
    for (const word of wanted)
      for (let at = plain.indexOf(word); at >= 0; at = plain.indexOf(word, at + word.length)) spans.push([at, at + word.length])
    spans.sort((a, b) => a[0] - b[0])
    const pieces = []
    let at = 0
    for (const [start, end] of spans) {
      if (start < at) continue
      pieces.push(text.slice(at, start), el("mark", "", text.slice(start, end)))
      at = end
    }
    pieces.push(text.slice(at))
    return pieces
  }
  // Where the selected place is named in what is given of the passage.
  const namesOf = ({ told }) =>
    told.filter(([place, , , , start]) => place === state.place && start >= 0).map(([, , , , start, end]) => [start, end])

  const card = (number, group) => {
    const { headline, language, way, outlet, via, author, date, url } = articles[number]
    const title = el("h3", "")
    written(title, way, language)
    if (url) {
      const link = el("a", "", headline)
      link.href = url
      link.target = "_blank"
      link.rel = "noopener noreferrer nofollow"
      title.append(link)
    } else title.append(headline)
    const rest = [via && say("via {outlet}", { outlet: via }), author, day(date)].filter(Boolean).join(" · ")
    const made = el("article", "card", title, el("p", "byline", el("b", "", outlet), ` · ${rest}`))
    for (const passage of group) {
      const block = el("div", passage.headline ? "passage title" : "passage")
      const text = el("div", "text", ...marked(passage))
      written(text, passage.way, language)
      block.append(text)
      const said = []
      if (!passage.text) said.push(url ? say("Text not given: follow the link") : say("Text not given"))
      else if (state.place >= 0 && !namesOf(passage).length) said.push(say("Named in a part that is not given"))
      for (const [place, toponym, status, kind] of passage.told) {
        if (state.place >= 0 && place !== state.place) continue
        const meant = place < 0 ? say("not on the map") : places[place].name
        const sure = place < 0 ? "" : say(", ") + say(status) + (kind === "place" ? "" : say(", ") + say(`as ${kind}`))
        if (state.place >= 0 ? status === "doubtful" || toponym !== meant : place < 0 || status === "doubtful") said.push(`${toponym}: ${meant}${sure}`)
      }
      if (passage.copies > 1) said.push(many("{n} copy in the article, counted once", "{n} copies in the article, counted once", passage.copies))
      if (passage.elsewhere) said.push(passage.elsewhere)
      if (said.length) block.append(el("span", "said", [...new Set(said)].join(" · ")))
      if (passage.note) block.append(el("span", "note", passage.note))
      made.append(block)
    }
    return made
  }
  // What is in another language than the book, or runs the other way.
  const written = (element, way, language) => {
    if (way !== (rtl ? "rtl" : "ltr")) element.dir = way
    if (language && language !== tongue) element.lang = language
  }
  const cards = (found) => {
    const parts = []
    let group = []
    const flush = () => group.length && parts.push(card(group[0].article, group))
    for (const passage of found.slice(0, shown)) {
      if (group.length && group[0].article !== passage.article) {
        flush()
        group = []
      }
      group.push(passage)
    }
    flush()
    if (found.length > shown) {
      const more = el("button", "more", many("Show more of {n} passage", "Show more of {n} passages", found.length))
      more.type = "button"
      more.addEventListener("click", () => {
        shown += PAGE
        draw()
      })
      parts.push(more)
    }
    return parts
  }

  // ---- map --------------------------------------------------------------------------------------------------------

  const map = L.map("map", { zoomSnap: 0.25, minZoom: 1, maxZoom: 12, wheelPxPerZoomLevel: 90, worldCopyJump: false, zoomControl: false })
  L.control.zoom({ position: "topleft", zoomInTitle: say("Zoom in"), zoomOutTitle: say("Zoom out") }).addTo(map)
  map.attributionControl.setPrefix(false)
  map.attributionControl.addAttribution(data.credits) // Our own words: the one text that Leaflet takes as HTML.

  const legend = L.control({ position: "bottomleft" })
  legend.onAdd = () => {
    const key = (css, text) => el("span", "", el("i", css), text)
    const keys = [key("town", say("town or spot")), key("area", say("area")), key("country", say("country")), key("doubtful", say("in doubt which place"))]
    return el("div", "legend", ...keys, el("span", "", say("size: mentions")))
  }
  legend.addTo(map)

  const lines = (steps) => {
    const line = []
    let [x, y] = [0, 0]
    for (let i = 0; i < steps.length; i += 2) {
      x += steps[i]
      y += steps[i + 1]
      line.push([y / base.units, x / base.units])
    }
    return line
  }
  map.createPane("base").style.zIndex = 200
  map.createPane("shapes").style.zIndex = 380
  const canvas = L.canvas({ pane: "base", padding: 0.4 })
  const svg = L.svg({ padding: 0.4 })
  const drawnShapes = L.svg({ pane: "shapes", padding: 0.4 })
  const land = L.polygon(base.land.map((rings) => rings.map(lines)), { renderer: canvas, stroke: false, fillOpacity: 1, interactive: false, smoothFactor: 0.7 })
  const borders = L.polyline(base.borders.map(lines), { renderer: canvas, weight: 1, opacity: 1, interactive: false, smoothFactor: 0.7 })
  const coasts = L.polyline(base.coasts.map(lines), { renderer: canvas, weight: 0.9, opacity: 1, interactive: false, smoothFactor: 0.7 })
  const dress = () => {
    // A canvas does not know the page's variables: an element that has them says what they are now.
    const probe = el("i", "")
    document.body.append(probe)
    const now = (name) => {
      probe.style.color = `var(${name})`
      return getComputedStyle(probe).color
    }
    land.setStyle({ fillColor: now("--land") })
    borders.setStyle({ color: now("--border") })
    coasts.setStyle({ color: now("--coast") })
    probe.remove()
  }

  // Where the marks are on a map that does not end at the antimeridian: all within half a turn of their middle.
  const middle = (() => {
    const [x, y] = places.reduce(([x, y], { lon }) => [x + Math.cos((lon * Math.PI) / 180), y + Math.sin((lon * Math.PI) / 180)], [0, 0])
    const landMiddle = base.land.length ? base.names.reduce((sum, name) => sum + name[1], 0) / Math.max(1, base.names.length) : 0
    const toward = (Math.atan2(y, x) * 180) / Math.PI
    return toward + 360 * Math.round((landMiddle - toward) / 360)
  })()
  const at = ({ lat, lon }) => [lat, lon + 360 * Math.round((middle - lon) / 360)]

  const dots = new Map()
  const layer = L.layerGroup().addTo(map)
  let current = []
  const radius = (mentions, most) => {
    const largest = map.getSize().x < 640 ? 19 : 25
    return Math.max(4, Math.min(6, largest / Math.sqrt(most)) * Math.sqrt(mentions))
  }
  const Square = L.CircleMarker.extend({
    _updatePath() {
      const half = (this._radius * Math.sqrt(Math.PI)) / 2
      const { x, y } = this._point
      this._renderer._setPath(this, this._empty() ? "M0 0" : `M${x - half} ${y - half}h${2 * half}v${2 * half}h${-2 * half}z`)
    },
  })
  const drawMarks = (counts) => {
    layer.clearLayers()
    dots.clear()
    current = counts
    const most = counts[0]?.mentions ?? 1
    const order = [...counts].sort((a, b) => (places[b.place].kind === "country") - (places[a.place].kind === "country") || b.mentions - a.mentions)
    for (const of of order) {
      const place = places[of.place]
      const chosen = of.place === state.place
      if (place.shape.length)
        layer.addLayer(L.polygon(place.shape.map(lines).map((ring) => ring.map(([lat, lon]) => at({ lat, lon }))), { renderer: drawnShapes, pane: "shapes", className: `shape${chosen ? " chosen" : ""}`, interactive: false }))
      const css = ["dot", place.kind, of.doubt > 0 && "doubtful", chosen && "chosen"].filter(Boolean).join(" ")
      const Shape = place.kind === "country" ? Square : L.CircleMarker
      const dot = new Shape(at(place), { renderer: svg, radius: radius(of.mentions, most), className: css, bubblingMouseEvents: false })
      const tip = el("div", "", el("b", "", place.name), el("span", "", place.where), el("br"), tally(of))
      dot.bindTooltip(tip, { direction: "top", offset: [0, -6] })
      dot.on("click", () => pick(of.place))
      layer.addLayer(dot)
      const node = dot.getElement()
      node.setAttribute("data-place", of.place)
      dots.set(of.place, dot)
    }
    get("map").classList.toggle("picked", state.place >= 0)
    drawNames()
  }

  // Names for the places most mentioned, then for countries, where they cover neither each other nor a mark.
  const names = el("div", "leaflet-zoom-hide")
  map.getPane("tooltipPane").before(names)
  names.style.cssText = ""
  names.style.position = "absolute"
  names.style.zIndex = "620"
  const ruler = document.createElement("canvas").getContext("2d")
  const widths = new Map()
  const widthOf = (text, font, spacing) => {
    const key = font + text
    if (!widths.has(key)) {
      ruler.font = font
      widths.set(key, ruler.measureText(text).width + text.length * spacing)
    }
    return widths.get(key)
  }
  const FAMILY = '"Source Sans 3", "Source Sans Pro", system-ui, -apple-system, "Segoe UI", sans-serif'
  const FONT = { town: [`600 12.5px ${FAMILY}`, 0.2], area: [`italic 500 12.5px ${FAMILY}`, 0.2], country: [`600 11px ${FAMILY}`, 0.8] }
  const drawNames = () => {
    names.replaceChildren()
    const size = map.getSize()
    const most = current[0]?.mentions ?? 1
    const spot = (latLng) => map.latLngToContainerPoint(latLng)
    const marks = current.map((of) => {
      const { x, y } = spot(at(places[of.place]))
      return { of, place: places[of.place], x, y, r: radius(of.mentions, most) }
    })
    const taken = [[0, 0, 48, 84], [size.x - 280, size.y - 20, size.x, size.y]]
    const key = map.getContainer().querySelector(".legend")
    if (key.offsetWidth) taken.push([0, size.y - key.offsetHeight - 14, key.offsetWidth + 14, size.y])
    for (const { x, y, r } of marks) taken.push([x - r, y - r, x + r, y + r])
    const free = (box) =>
      box[0] > 3 && box[1] > 3 && box[2] < size.x - 3 && box[3] < size.y - 3 &&
      !taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])
    const write = (text, css, left, top, box) => {
      taken.push(box)
      const name = el("div", `name ${css}`, text)
      const corner = map.containerPointToLayerPoint([left, top])
      L.DomUtil.setPosition(name, corner.round())
      names.append(name)
    }
    const order = marks.filter(({ x, y }) => x > 0 && y > 0 && x < size.x && y < size.y)
    order.sort((a, b) => (b.of.place === state.place) - (a.of.place === state.place) || b.r - a.r)
    const said = new Set()
    const room = Math.max(8, Math.min(50, (size.x * size.y) / 20000))
    for (const { place, x, y, r } of order) {
      if (said.size >= room) break
      const short = place.name.length > 32 ? `${place.name.slice(0, 31)}…` : place.name
      const shownAs = place.kind === "country" ? short.toUpperCase() : short
      const width = widthOf(shownAs, ...FONT[place.kind])
      const gap = r + 4
      for (const [left, top] of [[x + gap, y - 8], [x - gap - width, y - 8], [x - width / 2, y + gap - 2], [x - width / 2, y - gap - 15]]) {
        const box = [left - 2, top, left + width + 2, top + 16]
        if (!free(box)) continue
        write(short, place.kind, left, top, box)
        said.add(place.name)
        break
      }
    }
    const perDegree = (256 * 2 ** map.getZoom()) / 360
    for (const [name, lon, lat, wide] of base.names) {
      const width = widthOf(name.toUpperCase(), `500 10.5px ${FAMILY}`, 1.2)
      if (said.has(name) || width > wide * perDegree) continue
      const { x, y } = spot([lat, lon])
      for (const down of [0, -18, 18, -36, 36]) {
        const box = [x - width / 2 - 4, y + down - 8, x + width / 2 + 4, y + down + 8]
        if (!free(box)) continue
        write(name, "land", x - width / 2, y + down - 7, box)
        break
      }
    }
  }
  

  // The first view is of where most mentions are: a far capital is not worth an ocean.
  const fit = (counts) => {
    const spots = counts.filter(({ place }) => places[place].kind !== "country")
    const all = (spots.length ? spots : counts).map((of) => ({ of, p: at(places[of.place]) }))
    if (!all.length) return map.fitBounds([[-45, middle - 140], [65, middle + 140]])
    const apart = (a, b) => Math.hypot(a.p[1] - b.p[1], 1.3 * (a.p[0] - b.p[0]))
    const heavy = all.slice(0, 50)
    const cost = (one) => heavy.reduce((sum, other) => sum + apart(one, other) * other.of.mentions, 0)
    const centre = heavy.reduce((best, one) => (cost(one) < cost(best) ? one : best))
    const needed = 0.88 * all.reduce((sum, { of }) => sum + of.mentions, 0)
    let kept = 0
    const near = []
    for (const one of [...all].sort((a, b) => apart(a, centre) - apart(b, centre))) {
      if (kept >= needed) break
      kept += one.of.mentions
      near.push(one.p)
    }
    return map.fitBounds(L.latLngBounds(near), { padding: [50, 50], maxZoom: 8, animate: false })
  }

  // ---- all together -----------------------------------------------------------------------------------------------

  const pick = (place) => {
    change({ place: state.place === place ? -1 : place })
    // The button that was pressed is gone with the list: a keyboard goes on from here.
    if (document.activeElement === document.body) panel.querySelector(".back")?.focus({ preventScroll: true })
    if (state.place >= 0 && matchMedia("(max-width: 720px)").matches) panel.scrollIntoView({ block: "start", behavior: "auto" })
    panel.scrollTop = 0
    const point = state.place >= 0 && at(places[place])
    if (point && !map.getBounds().pad(-0.08).contains(point)) map.panTo(point, { animate: false })
  }
  const leave = () => {
    const left = state.place
    change({ place: -1 })
    panel.querySelector(`[data-place="${left}"]`)?.focus({ preventScroll: false })
  }
  const outlets = [...new Set(articles.map(({ outlet }) => outlet))].sort((a, b) => a.localeCompare(b))
  for (const outlet of outlets) {
    const option = el("option", "", outlet)
    option.value = outlet
    get("outlet").append(option)
  }

  const draw = () => {
    for (const name of ["word", "after", "before", "outlet"]) if (get(name).value !== state[name]) get(name).value = state[name]
    const found = answers()
    const counted_ = count(found)
    const isFiltered = Boolean(state.word || state.after || state.before || state.outlet)
    get("clear").hidden = !isFiltered
    const of = (part, whole, said) => (part === whole ? said(whole) : say("{part} of {whole}", { part: number(part), whole: said(whole) }))
    const named = new Set(found.map(({ article }) => article)).size
    get("totals").textContent = [
      of(found.length, passages.length, (n) => many("{n} passage", "{n} passages", n)),
      of(named, articles.length, (n) => many("{n} article", "{n} articles", n)),
      of(counted_.counts.length, places.length, (n) => many("{n} place", "{n} places", n)),
      ...(data.leftOut ? [many("{n} more passage left out of this book", "{n} more passages left out of this book", data.leftOut)] : []),
    ].join(" · ")
    drawMarks(counted_.counts)
    if (state.place >= 0) {
      const place = places[state.place]
      const mine = found.filter(({ told }) => told.some(([number]) => number === state.place))
      const back = el("button", "back", say("← All places"))
      back.type = "button"
      back.addEventListener("click", leave)
      const head = [back, el("h2", "", place.name), el("p", "where", [place.where, place.exactness].filter(Boolean).join(" · "))]
      head.push(el("p", "tally", tally(counted_.counts.find((each) => each.place === state.place))))
      if (!mine.length) head.push(el("p", "empty", say("The filters leave no passage that names it.")))
      panel.replaceChildren(...head, ...cards(mine))
    } else if (state.word) {
      panel.replaceChildren(el("h2", "", found.length ? many("{n} passage", "{n} passages", found.length) : say("Nothing found")), ...cards(found), ...(found.length ? [] : [el("p", "empty", say("No passage holds “{words}”. Try a shorter word, or clear the filters.", { words: state.word }))]))
    } else panel.replaceChildren(...placeList(counted_))
  }

  get("filters").addEventListener("submit", (event) => event.preventDefault())
  let typing = 0
  get("word").addEventListener("input", () => {
    clearTimeout(typing)
    typing = setTimeout(() => change({ word: get("word").value.trim() }, { replace: true }), 120)
  })
  for (const name of ["after", "before", "outlet"]) get(name).addEventListener("change", () => change({ [name]: get(name).value }))
  get("clear").addEventListener("click", () => change({ ...EMPTY, place: state.place }))
  document.addEventListener("keydown", (event) => {
    const writing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)
    if (event.key === "Escape" && state.place >= 0 && !writing) leave()
    else if (event.key === "/" && !writing) {
      event.preventDefault()
      get("word").focus()
    }
  })
  addEventListener("popstate", () => {
    read()
    draw()
  })
  map.on("click", () => state.place >= 0 && change({ place: -1 }))
  map.on("zoomend moveend resize", drawNames)
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(get("map"))
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", dress)

  get("title").textContent = data.title
  get("method").textContent = data.method
  get("attribution").textContent = data.attribution
  const made = get("made")
  made.append(`${say("Made on {day} with Dateline", { day: day(data.madeOn) })}. ${data.sentence} `)
  if (data.permalink) {
    const link = el("a", "", say("Open this view in Dateline"))
    link.href = data.permalink
    link.rel = "noopener noreferrer"
    made.append(link)
  }
  const dates = articles.map(({ date }) => date).filter(Boolean).sort()
  for (const name of ["after", "before"]) if (dates.length) Object.assign(get(name), { min: dates[0], max: dates.at(-1) })

  read()
  map.setView([25, middle], 2, { animate: false })
  dress()
  for (const part of [land, coasts, borders]) part.addTo(map)
  fit(count(answers()).counts)
  draw()
  window.book = { map, state: () => ({ ...state }) }
})()
