// The map's colours: light or dark as Streamlit's theme is, and those of outlets.
"use strict"

;(() => {
  const PALETTES = {
    light: {
      sea: "#dde6e9", land: "#f8f5ee", coast: "#b4c1c4", border: "#d9d2c4", landName: "#9a9384",
      ink: "#1f2328", softInk: "#5a4638", halo: "#fffdf8", mark: "#9a3412",
    },
    dark: {
      sea: "#12161b", land: "#242930", coast: "#434d57", border: "#3d454f", landName: "#757e89",
      ink: "#f1eee8", softInk: "#dcc3ae", halo: "#15181d", mark: "#f0975a",
    },
  }

  // Okabe and Ito's seven (Color Universal Design, 2008), told apart by the colour-blind too, on light and on dark.
  // The order is the legend's and, clockwise from the top, the rings': who sees no colour at all counts.
  const OUTLETS = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442"]
  const OTHER_OUTLETS = { light: "#9aa0a6", dark: "#7d858d" }
  const outletColour = (n, coloured) => (n < coloured ? OUTLETS[n] : OTHER_OUTLETS[document.documentElement.dataset.theme])

  const isDark = (colour) => {
    const probe = document.createElement("canvas").getContext("2d")
    probe.fillStyle = colour || "#ffffff"
    const [r, g, b] = [1, 3, 5].map((at) => parseInt(probe.fillStyle.slice(at, at + 2), 16))
    return 0.299 * r + 0.587 * g + 0.114 * b < 128
  }
  const dress = ({ backgroundColor, primaryColor }) => {
    const theme = isDark(backgroundColor) ? "dark" : "light"
    const wanted = { ...PALETTES[theme], ...(CSS.supports("color", primaryColor || "") && { mark: primaryColor }) }
    document.documentElement.dataset.theme = theme
    if (JSON.stringify(wanted) === JSON.stringify(dateline.colours)) return
    dateline.colours = wanted
    document.documentElement.style.setProperty("--mark", wanted.mark)
    dateline.base?.redraw()
    dateline.marks?.redraw()
    dateline.legend?.show()
  }
  window.addEventListener("message", ({ source, data }) => {
    if (source === window.parent && data?.type === "streamlit:render" && data.theme) dress(data.theme)
  })
  const styled = getComputedStyle(document.documentElement)
  dress({
    backgroundColor: styled.getPropertyValue("--background-color").trim(),
    primaryColor: styled.getPropertyValue("--primary-color").trim(),
  })

  Object.assign(dateline, { outletColour })
})()
