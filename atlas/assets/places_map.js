/* The map of the gazetteer: every located place as a dot, with a ring as wide as its coordinate may be wrong. */
(function () {
  "use strict";
  const modules = window.reportedMeasures;
  const NEAR = [9, 11]; // zooms at which a chosen place is looked at: nearer, the outlines are coarser than what they show
  const RING_SEEN = 24; // pixels of a chosen place's ring, within those zooms
  const REACH = 14; // pixels from a dot within which a click is meant for it
  const NAMED_FROM = [0, 7.25, 8.75, 9.75]; // the zoom from which places of a rank are named
  const INK = "var(--rm-ink)";
  const QUIET = "var(--rm-border)";
  const RING = { color: QUIET, weight: 0.8, opacity: 0.5, fillColor: QUIET, fillOpacity: 0.05 };
  const CHOSEN_RING = { color: INK, weight: 1.6, opacity: 1, fillColor: INK, fillOpacity: 0.08 };
  const DOTS = {
    named: { color: "var(--rm-land)", weight: 0.8, fillColor: "var(--rm-nation)", fillOpacity: 1 },
    silent: { color: QUIET, weight: 1, fillColor: "var(--rm-land)", fillOpacity: 1 },
    chosen: { color: "var(--rm-paper)", weight: 2, fillColor: INK, fillOpacity: 1 },
  };
  const AREA = { fill: true, color: QUIET, weight: 1, opacity: 0.55, fillColor: QUIET, fillOpacity: 0 };
  const CHOSEN_AREA = { color: INK, weight: 2.2, opacity: 1, fillColor: INK, fillOpacity: 0.07 };
  const BAND = { fill: false, color: QUIET, weight: 7, opacity: 0.13 }; // along a border: how deep it reaches, no report says
  const CHOSEN_BAND = { color: INK, weight: 7, opacity: 0.45 };

  class PlacesMap {
    constructor(map, places, ground) {
      this.map = map;
      this.places = places;
      this.byId = new Map(places.map((place) => [place.id, place]));
      this.moved = false; // by a person or a choice
      for (const [name, z] of [["shapes", 350], ["rings", 420], ["dots", 440], ["names", 620]]) map.createPane(name).style.zIndex = z;
      for (const name of ["rings", "dots", "names"]) map.getPane(name).style.pointerEvents = "none";
      modules.ground.draw(map, ground);
      this.shapes = new Map();
      this.addShapes(ground.provinces, AREA, CHOSEN_AREA);
      this.addShapes(ground.lakes, AREA, CHOSEN_AREA);
      this.addShapes(ground.bands, BAND, CHOSEN_BAND);
      this.drawn = new Map(places.filter((place) => place.point).map((place) => [place.id, this.marks(place)]));
      this.visible = L.layerGroup().addTo(map);
      this.names = L.layerGroup().addTo(map);
      this.tooltip = L.tooltip({ direction: "top", opacity: 1, offset: [0, -6] });
      L.control.scale({ imperial: false, position: "bottomleft" }).addTo(map);
      modules.placesWords.key().addTo(map);
      this.listen();
    }

    listen() {
      const { map } = this;
      this.fit();
      map.on("click", (event) => this.clicked(event));
      map.on("mousemove", (event) => this.point(event));
      map.on("mouseout", () => this.tooltip.remove());
      map.on("dragstart", () => { this.moved = true; });
      map.on("zoomend", () => this.size());
      map.on("moveend", () => requestAnimationFrame(() => this.drawNames()));
      new ResizeObserver(() => this.fit()).observe(map.getContainer());
    }

    addShapes(collection, style, chosen) {
      L.geoJSON(collection, {
        pane: "shapes", renderer: L.svg({ pane: "shapes", padding: 0.6 }), style: style,
        filter: (feature) => feature.geometry.type !== "Point" && this.byId.has(feature.properties.id),
        onEachFeature: (feature, layer) => {
          layer.styles = { quiet: style, chosen: chosen };
          this.shapes.set(feature.properties.id, layer);
          layer.on("click", () => { this.under = feature.properties.id; }); // before the map's own click
        },
      }).addTo(this.map);
    }

    marks(place) {
      const ring = place.km ? L.circle(place.point, Object.assign({ radius: 1000 * place.km, pane: "rings", interactive: false }, RING)) : null;
      return { ring: ring, dot: L.circleMarker(place.point, { pane: "dots", interactive: false, radius: 2 }) };
    }

    /* The whole country in view, until a person or a choice has moved the map. */
    fit() {
      modules.ground.fit(this.map, () => {
        if (!this.moved) this.map.fitBounds(modules.ground.EXTENT, { animate: false });
        else if (this.chosen && this.chosen.point) this.map.panInside(this.chosen.point, { padding: [40, 40], animate: false });
      });
    }

    show(view) {
      const before = this.chosen;
      this.chosen = this.byId.get(view.chosen) || null;
      const shown = view.shown ? view.shown.map((number) => this.places[number]) : this.places;
      this.shown = this.chosen && !shown.includes(this.chosen) ? shown.concat([this.chosen]) : shown;
      this.visible.clearLayers();
      for (const place of this.shown) this.addMarks(place);
      for (const [id, layer] of this.shapes) layer.setStyle(this.isChosen(id) ? layer.styles.chosen : layer.styles.quiet);
      if (this.chosen && this.shapes.has(this.chosen.id)) this.shapes.get(this.chosen.id).bringToFront();
      this.size();
      if (this.chosen !== before) this.lookAt();
      this.drawNames();
    }

    isChosen(id) {
      return this.chosen !== null && this.chosen.id === id;
    }

    addMarks(place) {
      const found = this.drawn.get(place.id);
      if (!found) return;
      const chosen = place === this.chosen;
      found.dot.setStyle(chosen ? DOTS.chosen : place.named ? DOTS.named : DOTS.silent);
      if (found.ring) found.ring.setStyle(chosen ? CHOSEN_RING : RING).addTo(this.visible);
      found.dot.addTo(this.visible);
      if (chosen) found.dot.bringToFront();
    }

    /* Dots grow a little with the zoom; rings are to scale by themselves. */
    size() {
      const wider = Math.max(0, this.map.getZoom() - 7) * 0.55;
      for (const place of this.shown || []) {
        const found = this.drawn.get(place.id);
        if (found) found.dot.setRadius(place === this.chosen ? 5.5 : (place.rank < 2 ? 2.8 : 2.1) + (place.named ? 0.7 : 0) + wider);
      }
    }

    /* What was chosen elsewhere comes into view; what was clicked here is in view. No choice: the whole country. */
    lookAt() {
      this.say(this.chosen && !this.chosen.point && !this.shapes.has(this.chosen.id) && this.chosen.id !== "KP" ? this.chosen.name + " has no coordinate: it is drawn nowhere." : null);
      if (this.chosen && this.clickedId === this.chosen.id) return;
      const shape = this.chosen && this.shapes.get(this.chosen.id);
      this.moved = Boolean(this.chosen && (this.chosen.point || shape));
      if (shape && !this.chosen.point) this.map.fitBounds(shape.getBounds(), { animate: false, maxZoom: NEAR[0] });
      else if (this.moved) this.map.setView(this.chosen.point, nearEnough(this.chosen), { animate: false });
      else this.fit();
    }

    say(text) {
      if (this.notice) this.notice.remove();
      this.notice = text ? modules.placesWords.notice(text).addTo(this.map) : null;
    }

    clicked(event) {
      const nearest = this.nearest(event.containerPoint);
      const under = this.under && this.shown.includes(this.byId.get(this.under)) ? this.under : null;
      this.under = null;
      const id = nearest ? nearest.id : under;
      if (!id) return;
      this.clickedId = id;
      this.clicks = (this.clicks || 0) + 1;
      if (window.Streamlit) window.Streamlit.setComponentValue({ place: id, click: this.clicks });
    }

    /* The place that a click is meant for; among dots that touch, a city rather than what lies in it. */
    nearest(at) {
      const found = (this.shown || []).filter((place) => place.point)
        .map((place) => [place, at.distanceTo(this.map.latLngToContainerPoint(place.point)) + place.rank])
        .filter(([place, distance]) => distance - place.rank < REACH);
      return found.length ? found.reduce((best, other) => (other[1] < best[1] ? other : best))[0] : null;
    }

    point(event) {
      const place = this.nearest(event.containerPoint);
      this.map.getContainer().style.cursor = place ? "pointer" : "";
      if (!place) this.tooltip.remove();
      else this.tooltip.setLatLng(place.point).setContent(modules.placesWords.hint(place)).addTo(this.map);
    }

    drawNames() {
      const bounds = this.map.getBounds();
      const zoom = this.map.getZoom();
      const spot = (place) => place.point || (place.outlined || place.rank === 0 ? place.label : null);
      const wanted = (this.shown || []).filter((place) => spot(place) && bounds.contains(spot(place)) && (place === this.chosen || zoom >= NAMED_FROM[place.rank]));
      const order = (place) => (place === this.chosen ? -1 : place.rank + (place.named ? 0 : 0.5));
      wanted.sort((a, b) => order(a) - order(b));
      this.names.clearLayers();
      const entries = wanted.map((place) => ({ kind: kind(place), markWidth: place === this.chosen ? 16 : 8, markHeight: place.point ? 6 : -18, marker: modules.labels.label(spot(place), place.name, kind(place) + (place === this.chosen ? " rm-marked" : "")) }));
      for (const entry of entries) entry.marker.addTo(this.names);
      const controls = this.map.getContainer().querySelectorAll(".leaflet-control");
      modules.labels.arrange(this.map, entries, Array.from(controls, (node) => node.getBoundingClientRect()));
    }
  }

  function nearEnough(place) {
    const metres = 40075017 * Math.cos((place.point[0] * Math.PI) / 180) / 256; // a pixel at zoom 0
    const zoom = place.km ? Math.log2((RING_SEEN * metres) / (1000 * place.km)) : NEAR[0];
    return Math.min(NEAR[1], Math.max(NEAR[0], Math.round(4 * zoom) / 4));
  }

  function kind(place) {
    return { province: "province", "foreign province": "neighbour", lake: "lake" }[place.level] || "city";
  }

  Object.assign(modules, { PlacesMap: PlacesMap });
})();
