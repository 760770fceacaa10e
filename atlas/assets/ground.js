/* The quiet ground: sea, neighbours, land, provinces, rivers and borders, from GeoJSON that holds ids only. */
(function () {
  "use strict";
  const EXTENT = [[37.55, 124.0], [43.1, 130.85]]; // the country
  const COVERED = [[33.6, 117.6], [46.4, 136.9]]; // what the basemap covers
  const STYLE = {
    neighbours: { fillColor: "var(--rm-neighbours)", fillOpacity: 1, color: "var(--rm-neighbour-line)", weight: 0.7 },
    neighbour_provinces: { color: "var(--rm-neighbour-line)", weight: 0.8, dashArray: "1.5 3" },
    country: { fillColor: "var(--rm-land)", fillOpacity: 1, color: "var(--rm-border)", weight: 1.2 },
    provinces: { fill: false, color: "var(--rm-line)", weight: 0.8 },
    rivers: { color: "var(--rm-river)", weight: 1.1 },
    lakes: { fillColor: "var(--rm-lake)", fillOpacity: 1, color: "var(--rm-river)", weight: 1 },
    borders: { color: "var(--rm-border)", weight: 1.2, dashArray: "5 3" },
  };
  const ORDER = ["neighbours", "neighbour_provinces", "country", "rivers", "lakes", "provinces", "borders"];
  const LAKE_RADIUS = 4; // pixels, of a lake that is only a point

  function draw(map, ground) {
    const pane = map.createPane("ground");
    pane.style.zIndex = 250;
    pane.style.pointerEvents = "none";
    const renderer = L.svg({ pane: "ground", padding: 0.6 });
    for (const name of ORDER) {
      if (!ground[name]) continue;
      const drawn = { interactive: false, pane: "ground", renderer: renderer };
      const pointToLayer = (feature, point) => L.circleMarker(point, Object.assign({ radius: LAKE_RADIUS }, drawn));
      L.geoJSON(ground[name], Object.assign({ style: STYLE[name], pointToLayer: pointToLayer }, drawn)).addTo(map);
    }
  }

  /* Take the map's size anew, let look() choose what is seen, and keep that within what is covered. All of it at once:
     what Leaflet animates ends later, like the move of a person, and until then it looks at nothing else. */
  function fit(map, look) {
    map.setMaxBounds(null);
    map.invalidateSize({ animate: false });
    map.setMinZoom(0);
    const lowest = Math.min(map.getBoundsZoom(COVERED, true), map.getBoundsZoom(EXTENT));
    look();
    if (map.getZoom() < lowest) map.setZoom(lowest, { animate: false });
    map.setMinZoom(lowest);
    map.panInsideBounds(COVERED, { animate: false });
    map.setMaxBounds(COVERED);
  }

  const own = { draw: draw, fit: fit, EXTENT: EXTENT, COVERED: COVERED };
  window.reportedMeasures = Object.assign(window.reportedMeasures || {}, { ground: own });
})();
