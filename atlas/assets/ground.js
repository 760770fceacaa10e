/* The quiet ground: sea, neighbours, land, provinces, rivers and borders, from GeoJSON that holds ids only. */
(function () {
  "use strict";
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

  window.reportedMeasures = Object.assign(window.reportedMeasures || {}, { ground: { draw: draw } });
})();
