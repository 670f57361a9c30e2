// The map's position: where it looks first, and how it comes to show what is asked for.
"use strict"

;(() => {
  const { heart, besideEachOther, boxOf, latLng, circleOf, COUNTRY } = dateline
  const CLOSEST_FIRST_ZOOM = 7
  const CLOSEST_AREA_ZOOM = 9
  // Of alternatives, which need their surroundings to be told apart.
  const CLOSEST_CHOICE_ZOOM = 5.5
  const CLOSE_ZOOM = { country: 5, place: 8 }
  let fitted = false

  const calmly = () => ({ animate: !matchMedia("(prefers-reduced-motion: reduce)").matches })
  const nearestTurn = (lon) => lon + 360 * Math.round((dateline.map.getCenter().lng - lon) / 360)
  const lookAt = ({ left, top, right, bottom }, maxZoom, options) => {
    const pad = dateline.map.getSize().x < 640 ? 28 : 48
    dateline.map.fitBounds([latLng(left, bottom), latLng(right, top)], {
      paddingTopLeft: [pad + 20, pad - 12], paddingBottomRight: [pad + 16, pad], maxZoom, ...options,
    })
  }

  // The frame is made anew when the reader comes back from another page: the same places are then looked at from
  // the same position. The browser keeps it for this tab only.
  let places = ""
  const learnPlaces = () => {
    // A number for which places are drawn: the ids would fill the storage.
    let sum = 0
    for (const { id } of dateline.marks.marks) {
      let hash = 0
      for (let i = 0; i < id.length; i++) hash = (Math.imul(hash, 31) + id.charCodeAt(i)) | 0
      sum = (sum + Math.imul(hash, 0x9e3779b1)) | 0
    }
    places = `${dateline.marks.marks.length} places, ${sum}`
  }
  const keepPosition = () => {
    // A map that asks which place is meant looks at its alternatives each time.
    if (!fitted || !dateline.marks.marks.length || dateline.choosing) return
    const { lat, lng } = dateline.map.getCenter()
    try {
      sessionStorage.setItem("dateline-map", JSON.stringify({ places, lat, lng, zoom: dateline.map.getZoom() }))
    } catch {
      // Storage is full or forbidden: the map then fits its marks again.
    }
  }
  const recall = () => {
    try {
      const kept = JSON.parse(sessionStorage.getItem("dateline-map"))
      return kept?.places === places ? kept : null
    } catch {
      return null
    }
  }

  // Once, when there are marks and the frame has a size; says whether it was now.
  const fitFirst = () => {
    const { map, marks } = dateline
    const size = map.getSize()
    if (fitted || !marks.marks.length || !size.x || !size.y) return false
    fitted = true
    const left = dateline.choosing ? null : recall()
    if (left) map.setView([left.lat, left.lng], left.zoom, { animate: false })
    else if (dateline.choosing) lookAt(boxOf(besideEachOther(marks.marks)), CLOSEST_CHOICE_ZOOM, { animate: false })
    else lookAt(heart(marks.marks, size), CLOSEST_FIRST_ZOOM, { animate: false })
    return true
  }
  const fitAll = () => {
    const all = [...dateline.marks.marks, ...dateline.marks.vague]
    const closest = dateline.choosing ? CLOSEST_CHOICE_ZOOM : CLOSEST_FIRST_ZOOM
    if (all.length) lookAt(boxOf(besideEachOther(all)), closest, calmly())
  }
  const fitSelected = () => {
    const { map, marks } = dateline
    const mark = marks.find(marks.selected)
    if (!mark) return
    const drawn = marks.shapes.get(mark.id) ?? (mark.radius ? circleOf(mark) : null)
    if (drawn) lookAt(drawn.box, CLOSEST_AREA_ZOOM, calmly())
    else {
      const closest = mark.kind === COUNTRY ? CLOSE_ZOOM.country : CLOSE_ZOOM.place
      map.setView([mark.lat, nearestTurn(mark.lon)], Math.max(map.getZoom(), closest), calmly())
    }
  }

  // Where a mark, a vague mark or the middle of a line is, in pixels of the frame.
  const pointOf = (thing) => {
    const { map, marks } = dateline
    if (thing.type === "link") {
      const [x, y] = thing.points[Math.floor(thing.points.length / 2)]
      const [lat, lon] = latLng(x, y)
      return { ...map.latLngToContainerPoint([lat, nearestTurn(lon)]), r: thing.width }
    }
    const { x, y } = map.latLngToContainerPoint([thing.lat, nearestTurn(thing.lon)])
    return { x, y, r: thing.type === "mark" ? marks.radiusOf(marks.numberOf(thing)) : 8 }
  }
  // Moves the map only when the thing is not to be seen, and says whether it did.
  const bringIntoView = (thing) => {
    const { map } = dateline
    const point = pointOf(thing)
    const size = map.getSize()
    const margin = 20
    const seen = point.x >= margin && point.y >= margin && point.x <= size.x - margin && point.y <= size.y - margin
    if (!seen) map.panTo(map.containerPointToLatLng([point.x, point.y]), calmly())
    return !seen
  }

  Object.assign(dateline, { nearestTurn, learnPlaces, keepPosition, fitFirst, fitAll, fitSelected, pointOf, bringIntoView })
})()
