// The first view: where most of what is told takes place.
"use strict"

;(() => {
  const { AREA, COUNTRY, besideEachOther } = dateline

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

  Object.assign(dateline, { heart })
})()
