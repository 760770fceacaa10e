/* What is drawn along shapes: provinces as areas, borders and coasts as bands, the nation as an outline. */
(function () {
  "use strict";
  const modules = window.reportedMeasures;
  const BAND_WEIGHT = 5;
  const DASH = 16;
  const STRIP = { stroke: false, fillColor: "#8A6A2F", fillOpacity: 0 };
  const STRIP_OPACITY = 0.12;
  const STRIP_ZOOM = 9; // nearer, a strip would seem to say how deep a zone reaches

  class Areas {
    constructor(map, data, ground, choose) {
      this.map = map;
      this.data = data;
      this.choose = choose;
      this.numbers = new Map(data.places.map((place, number) => [place.id, number]));
      this.provinces = this.shapes(ground.provinces, "areas", { weight: 0, fillOpacity: 0 });
      this.strips = this.backdrop(ground.zones, "strips");
      this.bands = this.shapes(ground.bands, "bands", { weight: 0, opacity: 0, fill: false, lineCap: "butt", smoothFactor: 2 });
      this.nation = L.geoJSON(ground.country, { interactive: false, pane: "areas", style: { fill: false, weight: 0, opacity: 0 } }).addTo(map);
      this.lines = new Map(Array.from(this.bands.keys(), (id) => [id, L.layerGroup().addTo(map)]));
      this.signatures = new Map();
    }

    /* Areas and lines by place id; a click on one chooses it. */
    shapes(collection, pane, style) {
      const renderer = L.svg({ pane: pane, padding: 0.6 });
      const byId = new Map();
      const keep = (feature, layer) => {
        byId.set(feature.properties.id, layer);
        layer.on("click", () => this.choose(feature.properties.id));
      };
      L.geoJSON(collection, { pane: pane, renderer: renderer, style: style, onEachFeature: keep }).addTo(this.map);
      return byId;
    }

    /* Strips by place id, unseen until a view fills them. They take no clicks, and where they overlap are one shade. */
    backdrop(collection, pane) {
      const byId = new Map();
      const keep = (feature, layer) => byId.set(feature.properties.id, layer);
      L.geoJSON(collection, { pane: pane, renderer: L.svg({ pane: pane, padding: 0.6 }), interactive: false, style: STRIP, onEachFeature: keep }).addTo(this.map);
      const shade = () => { this.map.getPane(pane).style.opacity = this.map.getZoom() < STRIP_ZOOM ? STRIP_OPACITY : 0; };
      this.map.on("zoomend", shade);
      shade();
      return byId;
    }

    /* Draw the groups of a view: `places` are found places, `reach` the strength of a group from 0 to 1. */
    draw(places, view, reach) {
      const groups = new Map(places.map((found) => [found.place, found.groups]));
      const at = (id) => (groups.get(this.numbers.get(id)) || []).filter((group) => group.state <= modules.states.PLANNED);
      for (const [id, layer] of this.provinces) this.once(id, at(id), view, reach, (shown, chosen) => this.styleArea(layer, shown, chosen));
      for (const [id, layer] of this.bands) this.once(id, at(id), view, reach, (shown, chosen) => this.styleBand(id, layer, shown, chosen));
      const known = at("KP").some((group) => group.state <= modules.states.PROBABLY);
      this.once("KP", known ? at("KP") : [], view, () => 1, () => this.nation.setStyle({ color: "var(--rm-nation)", weight: known ? 2.4 : 0, opacity: known ? 0.85 : 0 }));
    }

    /* Style a shape only if what it shows has changed. */
    once(id, groups, view, reach, style) {
      const chosen = id === view.place;
      const shown = groups.map((group) => ({ layer: group.layer, sure: group.state === modules.states.IN_FORCE, strength: reach(group) }));
      const signature = JSON.stringify([shown, chosen]);
      if (this.signatures.get(id) === signature) return;
      this.signatures.set(id, signature);
      style(shown, chosen);
    }

    styleArea(layer, shown, chosen) {
      const strongest = Math.max(0, ...shown.map((group) => (group.sure ? 1 : 0.6 * group.strength)));
      layer.setStyle({
        fill: true, fillColor: shown.length ? this.hatch(layer, shown) : "#fff", fillOpacity: shown.length ? 0.25 + 0.6 * strongest : 0,
        stroke: chosen || shown.length > 0, color: chosen ? "var(--rm-ink)" : "var(--rm-border)", weight: chosen ? 2 : 1, opacity: 1,
      });
      if (chosen) layer.bringToFront();
    }

    /* A fill of thin stripes in the colours of the groups, made once for each set of groups. */
    hatch(layer, shown) {
      const root = layer._renderer._container;
      const id = "rm-hatch-" + shown.map((group) => group.layer).join("-");
      if (!root.querySelector("#" + id)) {
        const { element } = modules.glyphs;
        const step = 7;
        const pattern = element("pattern", { id: id, width: step * shown.length, height: step, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
        shown.forEach((group, i) => {
          const color = this.data.layers[group.layer].color;
          pattern.appendChild(element("rect", { x: i * step, y: 0, width: step, height: step, fill: color, "fill-opacity": 0.17 }));
          pattern.appendChild(element("rect", { x: i * step, y: 0, width: 1.8, height: step, fill: color, "fill-opacity": 0.75 }));
        });
        root.insertBefore(pattern, root.firstChild);
      }
      return `url(#${id})`;
    }

    /* A strip of shade, and along its edge a band in the colours of its groups, by turns; the border as a whole is wider than its rivers. */
    styleBand(id, layer, shown, chosen) {
      const weight = BAND_WEIGHT + (id === "zone:cn-border" ? 4 : 0);
      layer.setStyle({ color: "var(--rm-ink)", weight: shown.length || chosen ? weight + 3 : 0, opacity: chosen ? 0.9 : 0 });
      this.strips.get(id).setStyle({ fillOpacity: shown.length || chosen ? 1 : 0 });
      this.lines.get(id).clearLayers();
      shown.forEach((group, turn) => {
        const dash = shown.length > 1 ? { dashArray: `${DASH} ${DASH * (shown.length - 1)}`, dashOffset: String(-DASH * turn) } : {};
        const style = { pane: "bands", renderer: layer._renderer, interactive: false, color: this.data.layers[group.layer].color, weight: weight, opacity: group.sure ? 0.8 : 0.1 + 0.35 * group.strength, lineCap: "butt", smoothFactor: 2 };
        L.polyline(layer.getLatLngs(), Object.assign(style, dash)).addTo(this.lines.get(id));
      });
    }
  }

  window.reportedMeasures = Object.assign(modules, { areas: { Areas } });
})();
