"""What the map of places draws and reports, without Folium: marks, the message to the browser, events from it."""
