/* The marks of places: one for each place that has a point, made once and drawn anew only where what it shows
   has changed. Each is a button that opens the place. */
(function () {
  "use strict";
  const modules = window.reportedMeasures;
  const RADIUS = [5, 6.8, 9]; // of one, two or three, and four and more origins
  const QUIET_RADIUS = 3.2; // where nothing is known any more
  const ICON_RADIUS = 11;
  const ICON_ZOOM = 8.5; // from here on each measure has a glyph of its own, with its icon
  const MOST_ICONS = 6;
  const STEPS = 6; // of strength that are drawn apart

  class Marks {
    constructor(map, data, choose) {
      this.map = map;
      this.data = data;
      this.choose = choose;
      this.describe = null; // set by the atlas: the words of a place
      this.all = new Map();
      data.places.forEach((info, place) => {
        if (info.point && info.id !== "KP") this.all.set(place, this.create(info, place));
      });
    }

    create(info, place) {
      const holder = document.createElement("div");
      holder.className = "rm-mark" + (["province", "zone"].includes(info.level) ? "" : " rm-point"); // a point may lie on a band
      const marker = L.marker(info.point, { icon: L.divIcon({ className: "rm-anchor", html: holder, iconSize: [0, 0] }), pane: "marks", keyboard: true, riseOnHover: true });
      marker.on("click", () => this.choose(info.id));
      marker.bindTooltip(() => this.describe.tooltip(place), { direction: "top", opacity: 1, offset: [0, -6] });
      marker.addTo(this.map);
      const node = marker.getElement();
      node.setAttribute("role", "button");
      node.dataset.place = info.id;
      node.hidden = true;
      node.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        event.stopPropagation();
        this.choose(info.id);
      });
      node.addEventListener("focus", () => { node.setAttribute("aria-label", this.describe.sentence(place)); });
      return { info: info, place: place, marker: marker, node: node, holder: holder, signature: "", point: null, shown: false };
    }

    /* Draw the places of a view; each gives its entries. Returns what is drawn: the marks with their boxes. */
    draw(places, view, entriesOf) {
      const now = new Map(places.map((found) => [found.place, found]));
      const drawn = [];
      for (const mark of this.all.values()) {
        const found = now.get(mark.place);
        const entries = found ? entriesOf(found) : [];
        mark.entries = entries;
        mark.known = entries.some((entry) => entry.sign || entry.state !== "unknown");
        mark.rank = entries.length ? rank(mark, found, view) : 99;
        if (entries.length) drawn.push(mark);
        else if (mark.shown) this.hide(mark);
      }
      drawn.sort((a, b) => a.rank - b.rank || a.place - b.place);
      const taken = [];
      for (const mark of drawn) {
        this.setPoint(mark);
        mark.chosen = mark.info.id === view.place;
        this.fit(mark, taken);
      }
      return drawn;
    }

    /* The full row of glyphs where it is free, else the strongest of them alone. */
    fit(mark, taken) {
      let entries = mark.entries;
      let box = boxOf(mark, entries);
      if (!mark.chosen && entries.length > 1 && taken.some((other) => overlaps(box, other))) {
        entries = [Object.assign({}, entries[0], { count: 0 })];
        box = boxOf(mark, entries);
      }
      mark.box = box;
      taken.push(box);
      this.paint(mark, entries);
    }

    paint(mark, entries) {
      const signature = entries.map(signed).join("|") + (mark.chosen ? "*" : "");
      if (!mark.shown) {
        mark.node.hidden = false;
        mark.shown = true;
      }
      if (signature === mark.signature) return;
      mark.signature = signature;
      const drawn = modules.glyphs.row(entries);
      mark.holder.replaceChildren(drawn.svg);
      Object.assign(mark.node.style, { width: `${drawn.width}px`, height: `${drawn.height}px`, marginLeft: `${-drawn.width / 2}px`, marginTop: `${-drawn.height / 2}px` });
      mark.holder.classList.toggle("rm-chosen", mark.chosen);
      mark.holder.classList.toggle("rm-compared", entries.some((entry) => entry.sign));
      mark.node.setAttribute("aria-pressed", String(mark.chosen));
    }

    hide(mark) {
      mark.node.hidden = true;
      mark.shown = false;
      mark.marker.closeTooltip();
    }

    /* Where the mark stands on the map, in pixels; it moves only when the map zooms. */
    setPoint(mark) {
      if (!mark.point) mark.point = this.map.latLngToLayerPoint(mark.marker.getLatLng());
    }

    forgetPoints() {
      for (const mark of this.all.values()) mark.point = null;
    }

    /* What each mark says to a screen reader; not while a day is dragged. */
    name() {
      for (const mark of this.all.values()) {
        if (mark.shown) mark.node.setAttribute("aria-label", this.describe.sentence(mark.place));
      }
    }
  }

  function rank(mark, found, view) {
    if (mark.info.id === view.place) return -1;
    return Math.min(...found.groups.map((group) => group.state)) - (mark.info.level === "city" ? 0 : 0.5);
  }

  function boxOf(mark, entries) {
    const [width, height] = modules.glyphs.rowSize(entries);
    return { left: mark.point.x - width / 2, right: mark.point.x + width / 2, top: mark.point.y - height / 2, bottom: mark.point.y + height / 2 };
  }

  function overlaps(a, b) {
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  }

  function signed(entry) {
    if (entry.sign) return entry.sign;
    return [entry.style.shape, entry.state, entry.radius.toFixed(1), entry.strength.toFixed(2), entry.contradicted ? 1 : 0, entry.reviewed ? 1 : 0, entry.count || 0, entry.dim ? 1 : 0, entry.icon ? entry.measure : ""].join(",");
  }

  /* What a glyph shows of a group or a measure: its form, its size by origins, its strength in steps. */
  function entryOf(table, view, found, scale) {
    const { data } = table;
    const { states } = modules;
    const state = typeof found.state === "number" ? found.state : data.states.indexOf(found.state);
    let strength = 1;
    if (state === states.PROBABLY) strength = states.likelihood(table, found.row, view.first);
    if (state === states.LIFTED) strength = states.fade(found, view);
    const known = state <= states.LIFTED;
    return {
      style: data.layers[found.layer], state: data.states[state], strength: Math.round(strength * STEPS) / STEPS,
      radius: scale * (known ? RADIUS[found.origins > 3 ? 2 : found.origins > 1 ? 1 : 0] : QUIET_RADIUS),
      contradicted: found.contradicted && state < states.LIFTED, reviewed: found.reviewed && known, count: state <= states.PLANNED ? found.count : 0,
    };
  }

  /* The glyphs of one place: its groups, or near by its measures with their icons. What is no longer known is shown
     only where nothing else is. */
  function entriesOf(table, view, found, scale, near) {
    const { states } = modules;
    const known = found.groups.filter((group) => group.state <= states.LIFTED);
    if (!known.length) return [entryOf(table, view, found.groups[0], scale)];
    if (!near) return known.sort((a, b) => a.state - b.state).map((group) => entryOf(table, view, group, scale));
    return states.measuresAt(table, view, found.place).filter((own) => own.state !== "unknown").slice(0, MOST_ICONS).map((own) => {
      const entry = entryOf(table, view, own, scale);
      return Object.assign(entry, { radius: ICON_RADIUS * scale * (entry.radius / (RADIUS[1] * scale)) ** 0.3, icon: table.data.measures[own.measure].icon, measure: own.measure });
    });
  }

  /* What has become known of a place between two days of knowledge: groups that differ as "then → now". */
  function compared(then, now, view, place, scale) {
    const known = (table) => new Map(modules.states.groupsAt(table, view, place).filter((group) => group.state <= modules.states.LIFTED).map((group) => [group.layer, group]));
    const [before, after] = [known(then), known(now)];
    const changed = [];
    const same = [];
    for (const layer of new Set([...before.keys(), ...after.keys()])) {
      const [old, own] = [before.get(layer), after.get(layer)];
      if (old && own && old.state === own.state) {
        same.push(Object.assign(entryOf(now, view, own, scale), { dim: true, count: 0 }));
        continue;
      }
      const side = (table, group) => group ? Object.assign(entryOf(table, view, group, scale), { count: 0 }) : { sign: "dash", radius: 3 };
      changed.push(side(then, old), { sign: "arrow", radius: 4 }, side(now, own));
    }
    return changed.concat(same);
  }

  window.reportedMeasures = Object.assign(modules, { marks: { Marks, entriesOf, compared, overlaps, ICON_ZOOM } });
})();
