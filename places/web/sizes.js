// Sizes: a mark's area is in proportion to its number.
"use strict"

;(() => {
  const LARGEST_RADIUS = 26
  const LARGEST_RADIUS_ON_A_PHONE = 20
  // A place of one is no bigger than this, however few the view holds.
  const RADIUS_OF_ONE = 6
  const SMALLEST_RADIUS = 3.5

  // The radius in pixels of a number, where *most* is the largest.
  const scale = (most, width, zoom) => {
    // Where a country is as small as a mark, marks are smaller too.
    const shrunk = Math.min(1, Math.max(0.6, (zoom + 3) / 7))
    const largest = shrunk * (width < 640 ? LARGEST_RADIUS_ON_A_PHONE : LARGEST_RADIUS)
    const one = Math.min(RADIUS_OF_ONE, largest / Math.sqrt(Math.max(1, most)))
    return (n) => Math.max(SMALLEST_RADIUS, one * Math.sqrt(n))
  }

  // One digit and noughts, not above *n*.
  const round = (n) => {
    const ten = 10 ** Math.floor(Math.log10(n))
    return Math.floor(n / ten) * ten
  }
  // Numbers for a legend, largest first.
  const samples = (most) => [...new Set([round(Math.max(1, most)), round(Math.max(1, most / 6)), 1])]

  Object.assign(dateline, { scale, samples })
})()
