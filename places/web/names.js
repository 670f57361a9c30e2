// Names on the map: beside the weightiest marks and across countries, where they cover nothing.
"use strict"

;(() => {
  const { TOWN, AREA, COUNTRY, edgeOf } = dateline
  const FONT = '"Source Sans", "Source Sans Pro", system-ui, -apple-system, "Segoe UI", sans-serif'
  const FONTS = {
    [TOWN]: `600 12.5px ${FONT}`,
    [AREA]: `italic 500 12.5px ${FONT}`,
    [COUNTRY]: `600 11px ${FONT}`,
    land: `500 10.5px ${FONT}`,
  }
  const LONGEST_NAME = 32
  const MOST_CONSIDERED = 400
  const COUNTRY_NAMES_ZOOM = [2.25, 7.5]

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

  const textOf = ({ name, kind }) => {
    const short = name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1).trimEnd()}…` : name
    return kind === COUNTRY ? short.toLocaleUpperCase() : short
  }
  const widths = new Map()
  const widthOf = (context, font, text) => {
    const key = font + text
    let width = widths.get(key)
    if (width === undefined) {
      context.font = font
      width = context.measureText(text).width
      widths.set(key, width)
    }
    return width
  }

  // Where names stand: those of marks, and those of countries in what is left.
  const placeNames = (context, view, appearances, selected, mapSize, zoom) => {
    const taken = new Taken()
    const weightiest = [...appearances].sort((a, b) => b.r - a.r).slice(0, MOST_CONSIDERED)
    for (const item of weightiest) {
      const { mark, x, y } = item
      const r = edgeOf(item)
      taken.add({ left: x - r + 1, right: x + r - 1, top: y - r + 1, bottom: y + r - 1, owner: mark })
    }
    const most = Math.max(6, Math.min(45, Math.round((view.size.x * view.size.y) / 24000)))
    const edge = view.size.subtract(mapSize).divideBy(2)
    const seen = ({ left, right, top, bottom }) =>
      left >= edge.x && right <= view.size.x - edge.x && top >= edge.y && bottom <= view.size.y - edge.y
    for (const { left, right, top, bottom } of dateline.controls())
      taken.add({ left: left + edge.x, right: right + edge.x, top: top + edge.y, bottom: bottom + edge.y, owner: null })
    const chosen = appearances.filter(({ mark }) => mark.id === selected)
    const names = []
    for (const item of [...chosen, ...weightiest]) {
      if (names.length >= most) break
      if (names.some(({ mark, x0 }) => mark === item.mark && x0 === item.x)) continue
      const name = besideMark(context, item, selected, taken, seen)
      if (name) names.push(name)
    }
    const named = new Set(names.map(({ mark }) => mark.name))
    return { names, countries: placeCountryNames(context, view, zoom, taken, seen, named) }
  }

  const besideMark = (context, item, selected, taken, seen) => {
    const { mark, x, y } = item
    const must = mark.id === selected
    const font = FONTS[mark.kind]
    const text = textOf(mark)
    const width = widthOf(context, font, text) + (mark.kind === COUNTRY ? text.length * 0.6 : 0)
    const gap = edgeOf(item) + (must ? 8 : 4)
    const spots = [
      [x + gap, y],
      [x - gap - width, y],
      [x - width / 2, y + gap + 6],
      [x - width / 2, y - gap - 6],
    ]
    for (const [left, middle] of spots) {
      const box = { left: left - 2, right: left + width + 2, top: middle - 8, bottom: middle + 8, owner: mark }
      // A name is not cut by the frame's edge, unless its mark is out there.
      if (seen({ left: x, right: x, top: y, bottom: y }) && !seen(box)) continue
      if (!must && taken.hits(box, mark)) continue
      taken.add(box)
      return { mark, text, font, left, middle, x0: x }
    }
    return null
  }

  const placeCountryNames = (context, view, zoom, taken, seen, named) => {
    const placed = []
    if (!dateline.base?._map || zoom < COUNTRY_NAMES_ZOOM[0] || zoom > COUNTRY_NAMES_ZOOM[1]) return placed
    for (const { text, x, y, width } of dateline.base.names()) {
      if (named.has(text)) continue
      const label = text.toLocaleUpperCase()
      const needed = widthOf(context, FONTS.land, label) + label.length * 1.2
      if (needed > width * view.world * 1.05) continue
      for (const turn of view.turns) {
        const left = (x + turn) * view.world - view.origin.x - needed / 2
        const middle = y * view.world - view.origin.y
        for (const shift of [0, -18, 18, -34, 34]) {
          const at = middle + shift
          const box = { left: left - 4, right: left + needed + 4, top: at - 7, bottom: at + 7, owner: null }
          if (!seen(box) || taken.hits(box, undefined)) continue
          taken.add(box)
          placed.push({ text: label, left, middle: at })
          break
        }
      }
    }
    return placed
  }

  const drawCountryNames = (context, countries) => {
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
  }

  const drawNames = (context, names, isFaint) => {
    const { colours } = dateline
    context.textBaseline = "middle"
    context.lineJoin = "round"
    for (const { mark, text, font, left, middle } of names) {
      const faint = isFaint(mark)
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
  }

  Object.assign(dateline, { placeNames, drawNames, drawCountryNames })
})()
