// Vague marks: "about 55 km west of Mosul" is a soft circle without a pin.
"use strict"

;(() => {
  const { circleShape, projectX, projectY, paintShapes } = dateline
  // So far out that the circle would vanish, it is a dot of this radius.
  const SMALLEST_RADIUS_PIXELS = 6

  const readVague = ([id, lat, lon, radius, phrase, mentions, anchor]) => ({
    type: "vague", id, lat, lon, radius, phrase, mentions, anchor,
    x: projectX(lon), y: projectY(lat), ...circleShape(lat, lon, radius),
  })
  // In units of the world, so that it can be painted and hit like a shape.
  const halfWidth = ({ box }) => Math.max(box.right - box.left, box.bottom - box.top) / 2
  const middleX = ({ box }) => (box.left + box.right) / 2

  const drawVague = (context, view, { vague, selected, hovered }) => {
    const { colours } = dateline
    paintShapes(context, view, vague, (mark, pixel) => {
      const near = mark === hovered
      const chosen = mark.anchor === selected
      const faint = selected && !chosen && !near
      let outline = mark.path
      if (halfWidth(mark) < SMALLEST_RADIUS_PIXELS * pixel) {
        outline = new Path2D()
        outline.arc(middleX(mark), mark.y, SMALLEST_RADIUS_PIXELS * pixel, 0, 2 * Math.PI)
      }
      context.fillStyle = colours.mark
      context.globalAlpha = near ? 0.26 : faint ? 0.05 : 0.13
      context.fill(outline)
      context.strokeStyle = near ? colours.ink : colours.mark
      context.globalAlpha = near ? 0.9 : faint ? 0.35 : 0.8
      context.lineWidth = (near ? 1.6 : 1.2) * pixel
      context.setLineDash([2 * pixel, 3 * pixel])
      context.stroke(outline)
    })
    context.setLineDash([])
    context.globalAlpha = 1
  }

  // The smallest circle that holds the point of the unit square; *pixel* is the size of one there.
  const vagueAt = ({ vague }, x, y, pixel) => {
    let best = null
    for (const mark of vague) {
      const radius = Math.max(halfWidth(mark), SMALLEST_RADIUS_PIXELS * pixel)
      const away = Math.abs(x - middleX(mark))
      if (Math.hypot(Math.min(away, Math.abs(1 - away)), y - mark.y) > radius) continue
      if (!best || mark.radius < best.radius) best = mark
    }
    return best
  }

  Object.assign(dateline, { readVague, drawVague, vagueAt })
})()
