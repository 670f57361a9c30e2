// The legend: what size, form, filling, line and ring mean; only what is on the map.
"use strict"

;(() => {
  const { TOWN, AREA, COUNTRY, element, svg, number, word, outletName, samples } = dateline

  // So many rows that they would cover too much of a map that is not very wide, unasked.
  const MANY_ROWS = 5
  const NARROW_PIXELS = 1200

  const Legend = L.Control.extend({
    options: { position: "bottomleft" },
    onAdd() {
      this._box = element("details", "dl-legend")
      this._parts = element("div")
      const summary = element("summary", "", word("Legend"))
      this._box.append(summary, this._parts)
      // By mouse, finger and key: what the reader chose holds from then on.
      summary.addEventListener("click", () => (this._wanted = !this._box.open))
      // Names keep clear of it.
      this._box.addEventListener("toggle", () => dateline.marks.relayout())
      L.DomEvent.disableClickPropagation(this._box)
      L.DomEvent.disableScrollPropagation(this._box)
      return this._box
    },
    show() {
      const { marks } = dateline
      this._box.hidden = !marks.marks.length || Boolean(dateline.choosing)
      if (this._box.hidden) return
      const [list, rings] = [kinds(marks), outlets(marks)]
      this._parts.replaceChildren(...[sizes(marks), list, rings].filter(Boolean))
      const rich = rings !== null || list.childElementCount > MANY_ROWS
      this._box.open = this._wanted ?? (!rich || window.innerWidth >= NARROW_PIXELS)
    },
  })

  const SIZED_BY = { mentions: word("mentions"), articles: word("articles"), outlets: word("outlets") }
  const proportion = {
    mentions: (numbers) => word("Area in proportion to mentions: {numbers}", { numbers }),
    articles: (numbers) => word("Area in proportion to articles: {numbers}", { numbers }),
    outlets: (numbers) => word("Area in proportion to outlets: {numbers}", { numbers }),
  }

  const sizes = (marks) => {
    const values = samples(marks.numberOf(marks.marks[0]))
    const figure = element("div", "dl-sizes")
    const radii = values.map((value) => marks.radiusOf(value))
    const line = 12
    const height = Math.max(2 * radii[0] + 8, values.length * line + 4)
    const drawing = svg("svg", { width: 2 * radii[0] + 40, height, role: "img" })
    drawing.setAttribute("aria-label", proportion[marks.sizeBy](values.map(number).join(" – ")))
    const bottom = height - 2
    // Numbers stand at the tops of their circles, but never closer than a line.
    const tops = radii.map((r) => bottom - 2 * r)
    const middles = [...tops]
    for (let i = middles.length - 1, below = bottom + line - 4; i >= 0; i--) below = middles[i] = Math.min(middles[i], below - line)
    for (let i = 0, above = -Infinity; i < middles.length; i++) above = middles[i] = Math.max(middles[i], above + line, 6)
    values.forEach((value, i) => {
      const label = svg("text", { x: 2 * radii[0] + 13, y: middles[i] + 3.5 })
      label.textContent = number(value)
      drawing.append(
        svg("circle", { cx: radii[0] + 2, cy: bottom - radii[i], r: radii[i], class: "dl-ring" }),
        svg("line", { x1: radii[0] + 2, x2: 2 * radii[0] + 10, y1: tops[i], y2: middles[i], class: "dl-lead" }),
        label,
      )
    })
    figure.append(drawing, element("span", "", SIZED_BY[marks.sizeBy]))
    return figure
  }

  const kinds = (marks) => {
    const has = traits(marks.marks)
    const list = element("div", "dl-kinds")
    const row = (shown, name, text) => {
      if (!shown) return
      const line = element("div")
      line.append(element("i", name), text)
      list.append(line)
    }
    row(has.kind[TOWN], "dl-town", word("town or site"))
    const areas = marks.marks.filter(({ kind }) => kind === AREA)
    const isOutlined = ({ id }) => marks.shapes.get(id)?.isOutline
    row(!areas.every(isOutlined), "dl-area", word("area (approximate)"))
    row(areas.some(isOutlined), "dl-area", word("area (outline)"))
    row(has.kind[COUNTRY], "dl-country", word("country"))
    row(marks.vague.length, "dl-vague", word("relative position"))
    row(has.doubt, "dl-doubtful", word("doubtful"))
    row(has.hollow[1], "dl-half", word("half: a government"))
    row(has.hollow[2], "dl-hollow", word("mostly a government"))
    row(has.checked[1], "dl-some", word("partly verified"))
    row(has.checked[2], "dl-checked", word("verified"))
    return list
  }
  // What is to be seen of any of them.
  const traits = (all) => {
    const has = { kind: [], hollow: [], checked: [], doubt: false }
    for (const { kind, hollow, checked, isDoubtful } of all) {
      has.kind[kind] = has.hollow[hollow] = has.checked[checked] = true
      has.doubt ||= isDoubtful
    }
    return has
  }

  const outlets = (marks) => {
    const { coloured, outlets: names, used } = marks.tally
    if (!used.length) return null
    const list = element("div", "dl-outlets")
    list.append(element("div", "dl-heading", word("ring: outlets")))
    for (const n of used) {
      const line = element("div")
      const colour = element("i")
      colour.style.background = dateline.outletColour(n, coloured)
      line.append(colour, n < coloured ? outletName(names[n]) : word("other outlets"))
      list.append(line)
    }
    return list
  }

  Object.assign(dateline, { legend: new Legend() })
})()
