// Geometry: the globe on Web Mercator's unit square, shapes there, and what lies inside them.
"use strict"

;(() => {
  const EARTH_RADIUS_KM = 6371.0088

  // Web Mercator on a unit square: x east from 180° W, y south from the map's upper edge.
  const projectX = (lon) => lon / 360 + 0.5
  const projectY = (lat) => {
    const sin = Math.sin((Math.max(-89.5, Math.min(89.5, lat)) * Math.PI) / 180)
    return 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)
  }

  // A line that steps over the antimeridian goes on beyond 180° instead of running back across the world.
  const unwrapped = (line) => {
    let turn = 0
    return line.map(([lon, lat], i) => {
      if (i) {
        const step = lon - line[i - 1][0]
        if (step > 180) turn -= 360
        else if (step < -180) turn += 360
      }
      return [lon + turn, lat]
    })
  }

  const closedAtThePole = (ring) => {
    const [first, last] = [ring[0], ring[ring.length - 1]]
    if (Math.abs(last[0] - first[0]) < 180) return ring
    const pole = first[1] < 0 ? -89.5 : 89.5
    return [...ring, [last[0], pole], [first[0], pole]]
  }

  // One thing to draw: its lines as a path on the unit square, and its box there.
  const shape = (lines, closed) => {
    const path = new Path2D()
    const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity }
    const points = lines.map((line) => line.map(([lon, lat]) => [projectX(lon), projectY(lat)]))
    for (const line of points) {
      line.forEach(([x, y], i) => {
        i ? path.lineTo(x, y) : path.moveTo(x, y)
        box.left = Math.min(box.left, x)
        box.right = Math.max(box.right, x)
        box.top = Math.min(box.top, y)
        box.bottom = Math.max(box.bottom, y)
      })
      if (closed) path.closePath()
    }
    return { path, box, points }
  }

  // All points at a distance from one, as a closed ring of [lon, lat]: on a sphere, so right within 0.6 %.
  const circle = (lat, lon, km, corners = 72) => {
    const radians = Math.PI / 180
    const distance = km / EARTH_RADIUS_KM
    const phi = lat * radians
    const ring = []
    for (let i = 0; i <= corners; i++) {
      const bearing = ((i % corners) * 2 * Math.PI) / corners
      const sin = Math.sin(phi) * Math.cos(distance) + Math.cos(phi) * Math.sin(distance) * Math.cos(bearing)
      const east = Math.atan2(
        Math.sin(bearing) * Math.sin(distance) * Math.cos(phi),
        Math.cos(distance) - Math.sin(phi) * sin,
      )
      ring.push([lon + east / radians, Math.asin(Math.max(-1, Math.min(1, sin))) / radians])
    }
    return ring
  }
  // The same as a shape; one that hangs over the western edge of the world lies at its eastern edge.
  const circleShape = (lat, lon, km) => {
    const ring = unwrapped(circle(lat, lon, km))
    const turn = ring.some(([east]) => east < -180) ? 360 : 0
    return shape([closedAtThePole(ring.map(([east, north]) => [east + turn, north]))], true)
  }

  // Even-odd rule over all rings, so that holes are outside.
  const inside = (rings, x, y) => {
    let odd = false
    for (const ring of rings)
      for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
        const [[x1, y1], [x2, y2]] = [ring[i], ring[j]]
        if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) odd = !odd
      }
    return odd
  }

  const latLng = (x, y) => {
    const lat = (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI
    return [lat, (x - 0.5) * 360]
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

  Object.assign(dateline, { projectX, projectY, latLng, unwrapped, closedAtThePole, shape, circle, circleShape, inside, besideEachOther, boxOf })
})()
