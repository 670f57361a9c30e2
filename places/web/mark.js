// One mark: its form says what it is, its filling whether a government is meant, its line how sure that is.
"use strict"

;(() => {
  const TOWN = 0
  const AREA = 1
  const COUNTRY = 2
  const SMALLEST_WITH_A_RING = 8
  const GAP_IN_THE_RING = 1

  const ringWidth = (r) => (r < 14 ? 2.5 : 3.5)
  const hasRing = ({ mark, r }) => mark.leader > 0 && r >= SMALLEST_WITH_A_RING
  // How far the mark reaches from its middle, ring included.
  const edgeOf = (item) => item.r + (hasRing(item) ? 2 + ringWidth(item.r) : 0)

  // Begins at the top, clockwise.
  const path = (context, { mark, x, y, r }, grow = 0) => {
    context.beginPath()
    if (mark.kind === COUNTRY) {
      // A square of the same area as the circle would have.
      const half = (r * Math.sqrt(Math.PI)) / 2 + grow
      const corner = Math.min(3, half / 2)
      context.roundRect(x - half, y - half, 2 * half, 2 * half, corner)
      return 8 * half - (8 - 2 * Math.PI) * corner
    }
    context.arc(x, y, r + grow, -Math.PI / 2, 1.5 * Math.PI)
    return 2 * Math.PI * (r + grow)
  }

  const drawMark = (context, item, chosen, faint) => {
    const { colours } = dateline
    const { mark, r } = item
    if (mark.hollow) hollow(context, item, chosen, faint)
    else {
      path(context, item)
      context.fillStyle = mark.kind === TOWN ? colours.mark : colours.land
      if (mark.kind === TOWN) {
        context.globalAlpha = chosen ? 0.95 : mark.isDoubtful ? 0.22 : faint ? 0.42 : 0.72
        context.fill()
        context.globalAlpha = faint ? 0.75 : 1
        context.strokeStyle = mark.isDoubtful ? colours.mark : colours.halo
        context.lineWidth = 1.25
      } else {
        context.globalAlpha = faint ? 0.3 : 0.6
        context.fill()
        context.fillStyle = colours.mark
        context.globalAlpha = chosen ? 0.55 : faint ? 0.06 : 0.12
        context.fill()
        context.globalAlpha = chosen ? 1 : faint ? 0.5 : 0.85
        context.strokeStyle = colours.mark
        context.lineWidth = r < 6 ? 1.4 : 1.6
      }
      if (mark.isDoubtful) context.setLineDash([3, 2.5])
      context.stroke()
      context.setLineDash([])
    }
    context.globalAlpha = 1
    if (hasRing(item)) outletRing(context, item, faint)
    if (mark.checked) badge(context, item, faint)
  }

  // A thick line round nothing; where a half or so means the government, the lower half is filled.
  const hollow = (context, item, chosen, faint) => {
    const { colours } = dateline
    const { mark, x, y, r } = item
    const width = Math.max(1.8, Math.min(4, r * 0.28))
    path(context, item, -width / 2)
    context.globalAlpha = faint ? 0.6 : 0.92
    context.fillStyle = colours.halo
    context.fill()
    if (mark.hollow === 1) {
      context.save()
      context.clip()
      context.globalAlpha = (faint ? 0.42 : 0.72) * (mark.kind === TOWN ? 1 : 0.4)
      context.fillStyle = colours.mark
      context.fillRect(x - r, y, 2 * r, r)
      context.restore()
      path(context, item, -width / 2)
    }
    context.globalAlpha = chosen ? 1 : faint ? 0.5 : 0.9
    context.strokeStyle = colours.mark
    context.lineWidth = width
    if (mark.isDoubtful) context.setLineDash([3, 2.5])
    context.stroke()
    context.setLineDash([])
  }

  // The shares after the leader are pairs of colour and mentions.
  const outletRing = (context, item, faint) => {
    const { mark, r } = item
    const { shares } = mark
    const width = ringWidth(r)
    const length = path(context, item, 1.5 + width / 2)
    // Fine lines round and between the parts: no seven colours all stand out from light land, or all from dark.
    context.globalAlpha = faint ? 0.3 : 0.65
    context.strokeStyle = dateline.colours.ink
    context.lineWidth = width + 1.2
    context.stroke()
    context.globalAlpha = faint ? 0.5 : 1
    context.lineWidth = width
    let total = 0
    for (let i = 3; i < shares.length; i += 2) total += shares[i]
    const gap = shares.length > 4 ? GAP_IN_THE_RING : 0
    let before = 0
    for (let i = 2; i < shares.length; i += 2) {
      const part = (shares[i + 1] / total) * length
      context.strokeStyle = dateline.outletColour(shares[i], dateline.marks.tally.coloured)
      context.setLineDash([Math.max(0.5, part - gap), length])
      context.lineDashOffset = -before
      context.stroke()
      before += part
    }
    context.setLineDash([])
    context.lineDashOffset = 0
    context.globalAlpha = 1
  }

  // All of it settled by a person: a tick; some of it: an open dot.
  const badge = (context, item, faint) => {
    const { colours } = dateline
    const { mark, x, y, r } = item
    const size = r < 8 ? 3.6 : 4.8
    const [bx, by] = [x + edgeOf(item) * 0.72, y - edgeOf(item) * 0.72]
    context.globalAlpha = faint ? 0.6 : 1
    context.beginPath()
    context.arc(bx, by, size, 0, 2 * Math.PI)
    context.fillStyle = mark.checked === 2 ? colours.ink : colours.halo
    context.fill()
    context.strokeStyle = mark.checked === 2 ? colours.halo : colours.ink
    context.lineWidth = 1.2
    context.stroke()
    if (mark.checked === 2) {
      context.beginPath()
      context.moveTo(bx - size * 0.45, by + size * 0.05)
      context.lineTo(bx - size * 0.1, by + size * 0.4)
      context.lineTo(bx + size * 0.5, by - size * 0.35)
      context.lineWidth = 1.3
      context.stroke()
    }
    context.globalAlpha = 1
  }

  // Round a mark that is selected or pointed at.
  const drawRing = (context, item, width) => {
    const { colours } = dateline
    path(context, item, edgeOf(item) - item.r + 2 + width / 2)
    context.strokeStyle = colours.halo
    context.lineWidth = width + 2.5
    context.stroke()
    context.strokeStyle = colours.ink
    context.lineWidth = width
    context.globalAlpha = 0.9
    context.stroke()
    context.globalAlpha = 1
    if (item.mark.checked) badge(context, item, false)
  }

  // One that is no more than its form, as all small ones are but those that somebody verified.
  const isPlain = (item) => !hasRing(item) && !item.mark.checked

  Object.assign(dateline, { TOWN, AREA, COUNTRY, drawMark, drawRing, edgeOf, isPlain })
})()
