/* The layer of silence: how many reports name each province in the months of a view. No report is not no measure. */
(function () {
  "use strict";
  const modules = window.reportedMeasures;
  const SHADES = [[4, 0], [2, 0.1], [1, 0.2]]; // the fewer reports, the darker
  const SILENT = "rm-silent";
  const BEHIND = 0.3; // of the measures along areas, while the layer is shown

  class Coverage {
    constructor(map, ground, address) {
      Object.assign(this, { map: map, ground: ground, address: address, counts: null, shapes: null, notes: new Map(), shown: "" });
    }

    /* Draw the layer for a view, or take it away; `notes` has its words by province. The counts are fetched when they
       are first wanted, and `again` is called when they are there. */
    draw(view, again) {
      const wanted = view.coverage ? `${month(view.first)}-${month(view.last)}-${view.known}` : "";
      if (wanted === this.shown) return;
      if (wanted && !this.counts) {
        this.loading = this.loading || this.load().then(again);
        return;
      }
      this.shown = wanted;
      this.notes.clear();
      this.map.getPane("areas").style.opacity = wanted ? BEHIND : 1;
      if (!this.shapes) this.make();
      if (!wanted) {
        this.group.remove();
        return;
      }
      this.group.addTo(this.map);
      for (const [id, layer] of this.shapes) this.style(id, layer, this.count(id, view));
    }

    async load() {
      this.counts = await modules.load(this.address, "json");
    }

    make() {
      const renderer = L.svg({ pane: "coverage", padding: 0.6 });
      this.shapes = new Map();
      const keep = (feature, layer) => this.shapes.set(feature.properties.id, layer);
      const style = { stroke: false, fillColor: "var(--rm-quiet)" };
      this.group = L.geoJSON(this.ground.provinces, { pane: "coverage", renderer: renderer, interactive: false, style: style, onEachFeature: keep }).addTo(this.map);
      this.hatch(renderer._container);
    }

    hatch(root) {
      const { element } = modules.glyphs;
      const pattern = element("pattern", { id: SILENT, width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(-45)" });
      pattern.appendChild(element("rect", { width: 1.4, height: 6, fill: "var(--rm-quiet)" }));
      root.insertBefore(pattern, root.firstChild);
    }

    /* Reports of these months that name the province or a place in it, published by the day of knowledge. */
    count(id, view) {
      const [from, to] = [month(view.first), month(Math.min(view.last, view.known))];
      return (this.counts[id] || []).reduce((sum, [at, count]) => (at >= from && at <= to ? sum + count : sum), 0);
    }

    style(id, layer, count) {
      const shade = SHADES.find(([least]) => count >= least);
      layer.setStyle(shade ? { fillColor: "var(--rm-quiet)", fillOpacity: shade[1] } : { fillColor: `url(#${SILENT})`, fillOpacity: 0.5 });
      this.notes.set(id, count ? modules.days.counted(count, "report") : "no report");
    }
  }

  /* Months counted from January 1970. */
  function month(day) {
    const [year, at] = modules.days.parts(day);
    return (year - 1970) * 12 + at;
  }

  window.reportedMeasures = Object.assign(modules, { coverage: { Coverage } });
})();
