// Areas: the approximate shapes of provinces and regions, below the marks.
"use strict"

;(() => {
  const { AREA, COUNTRY, paintShapes, circleShape, inside } = dateline

  // The circle round a region of which only the middle and a radius are known.
  const circleOf = (mark) => (mark.circle ??= circleShape(mark.lat, mark.lon, mark.radius))

  const drawAreas = (context, view, { marks, shapes, selected, hovered }) => {
    const { colours } = dateline
    const shown = []
    for (const mark of marks) {
      const near = mark.id === selected || mark === hovered
      const known = shapes.get(mark.id)
      if (known && (mark.kind !== COUNTRY || mark.id === selected)) shown.push({ ...known, mark })
      else if (!known && near && mark.radius) shown.push({ ...circleOf(mark), mark, size: 0 })
    }
    // Small areas lie on the large ones that hold them.
    shown.sort((a, b) => b.size - a.size)
    paintShapes(context, view, shown, ({ path, mark, isOutline }, pixel) => {
      const chosen = mark.id === selected
      const near = mark === hovered
      context.globalAlpha = chosen ? 0.2 : near ? 0.16 : selected ? 0.04 : 0.075
      context.fillStyle = colours.mark
      context.fill(path, "evenodd")
      context.globalAlpha = chosen ? 0.9 : near ? 0.7 : selected ? 0.22 : 0.36
      context.strokeStyle = colours.mark
      context.lineWidth = (chosen ? 1.6 : 1) * pixel
      // A country's outline is a border, and so is one that was accepted; what is dashed is approximate.
      context.setLineDash(mark.kind === AREA && !isOutline ? [4 * pixel, 3 * pixel] : [])
      context.stroke(path)
    })
    context.setLineDash([])
    context.globalAlpha = 1
  }

  // The smallest area whose shape holds the point of the unit square.
  const areaAt = ({ marks, shapes }, x, y) => {
    let best = null
    for (const mark of marks) {
      const shape = shapes.get(mark.id)
      if (!shape || mark.kind !== AREA || (best && shape.size >= best.size)) continue
      for (const turn of [-1, 0, 1]) {
        const at = x - turn
        const { box } = shape
        if (at < box.left || at > box.right || y < box.top || y > box.bottom) continue
        if (inside(shape.points, at, y)) best = { mark, size: shape.size }
      }
    }
    return best?.mark ?? null
  }

  Object.assign(dateline, { drawAreas, areaAt, circleOf })
})()
