// Links: lines from the selected place to those named in the same passages, below the marks.
"use strict"

;(() => {
  const WIDEST_PIXELS = 5
  const THINNEST_PIXELS = 1.2
  const BEND = 0.14
  const STEPS = 24

  // *rows* are two ids, how many passages, and whether chosen; *find* gives the mark of an id, if it is shown.
  const readLinks = (rows, find) => {
    const most = Math.max(1, ...rows.map(([, , count]) => count))
    return rows
      .map(([from, to, count, chosen]) => [find(from), find(to), count, Boolean(chosen), most])
      .filter(([from, to]) => from && to)
      .map((each) => link(...each))
  }

  const link = (from, to, count, chosen, most) => {
    // The shorter way round the world.
    const toX = to.x - Math.round(to.x - from.x)
    const [dx, dy] = [toX - from.x, to.y - from.y]
    // Bent towards the north, like the shortest way on the globe.
    const side = dx < 0 ? -1 : 1
    const [cx, cy] = [(from.x + toX) / 2 + BEND * dy * side, (from.y + to.y) / 2 - BEND * dx * side]
    const points = []
    for (let i = 0; i <= STEPS; i++) {
      const t = i / STEPS
      const weights = [(1 - t) ** 2, 2 * t * (1 - t), t ** 2]
      points.push([
        weights[0] * from.x + weights[1] * cx + weights[2] * toX,
        weights[0] * from.y + weights[1] * cy + weights[2] * to.y,
      ])
    }
    const path = new Path2D()
    points.forEach(([x, y], i) => (i ? path.lineTo(x, y) : path.moveTo(x, y)))
    const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
    const box = { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) }
    const width = Math.max(THINNEST_PIXELS, WIDEST_PIXELS * Math.sqrt(count / most))
    return { type: "link", from, to, count, chosen, width, path, box, points }
  }

  const shownLinks = ({ links, selected }) => links.filter(({ from }) => from.id === selected)

  const drawLinks = (context, view, layer) => {
    const { colours } = dateline
    context.lineCap = "round"
    context.lineJoin = "round"
    dateline.paintShapes(context, view, shownLinks(layer), (each, pixel) => {
      const near = each === layer.hovered
      if (near || each.chosen) {
        context.globalAlpha = 0.9
        context.strokeStyle = colours.halo
        context.lineWidth = (each.width + 4) * pixel
        context.stroke(each.path)
      }
      context.globalAlpha = near || each.chosen ? 0.9 : 0.42
      context.strokeStyle = each.chosen ? colours.ink : colours.mark
      context.lineWidth = each.width * pixel
      context.stroke(each.path)
    })
    context.lineCap = "butt"
    context.globalAlpha = 1
  }

  // The nearest line within *reach* pixels of the point of the unit square; *pixel* is the size of one there.
  const linkAt = (layer, x, y, pixel, reach) => {
    let best = null
    for (const each of shownLinks(layer)) {
      for (const turn of [-1, 0, 1]) {
        const away = distance(each.points, x - turn, y) / pixel - each.width / 2
        if (away <= reach && (!best || away < best.away)) best = { each, away }
      }
    }
    return best?.each ?? null
  }

  const distance = (points, x, y) => {
    let nearest = Infinity
    for (let i = 1; i < points.length; i++) {
      const [[x1, y1], [x2, y2]] = [points[i - 1], points[i]]
      const length = (x2 - x1) ** 2 + (y2 - y1) ** 2
      const t = length ? Math.max(0, Math.min(1, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length)) : 0
      nearest = Math.min(nearest, Math.hypot(x - x1 - t * (x2 - x1), y - y1 - t * (y2 - y1)))
    }
    return nearest
  }

  Object.assign(dateline, { readLinks, shownLinks, drawLinks, linkAt })
})()
