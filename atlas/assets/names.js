/* The names on the map of measures: made once, measured once, and moved only where their place is taken. */
(function () {
  "use strict";
  const modules = window.reportedMeasures;
  const { CITY_ZOOM, MIDDLE } = modules.labels;
  const KINDS = { province: "province", zone: "zone", "foreign province": "neighbour", lake: "lake" };
  const ALWAYS_NAMED = ["province", "neighbour"]; // the others from a nearer zoom on
  // Names are placed in the order of their rank: those of marks come first.
  const RANKS = { province: 109, city: 110 };
  const CITY_DOT = { radius: 2, stroke: false, fillColor: "var(--rm-border)", fillOpacity: 1, interactive: false, pane: "names" };
  const MARGIN = 1;
  const CENTRED = -0.5; // of its width a name stands left of its point
  const EDGE = 3; // pixels between a name and the frame
  const LINE = 12; // pixels, for which the spots leave room above and below a mark

  class Names {
    constructor(map, data, choose) {
      this.map = map;
      this.all = new Map();
      for (const info of data.names.concat(data.places)) {
        if (info.point && !this.all.has(info.id)) this.all.set(info.id, create(map, info, choose));
      }
    }

    /* Name the marks drawn, and the ground around them; `controls` are boxes in pixels of the map's layer, `notes` words
       below some names. */
    draw(marks, view, controls, notes) {
      const marked = new Map(marks.map((mark) => [mark.info.id, mark]));
      const near = this.map.getZoom() >= CITY_ZOOM;
      const wanted = [];
      for (const name of this.all.values()) {
        const mark = marked.get(name.info.id);
        const strong = Boolean(mark && mark.known);
        dress(name, view.language, Boolean(mark), strong, notes.get(name.info.id) || "");
        this.dot(name, !mark && near && name.kind === "city");
        name.mark = mark;
        name.order = mark ? mark.rank : RANKS[name.kind] || 111;
        if (mark || near || ALWAYS_NAMED.includes(name.kind)) wanted.push(name);
        else place(name, null);
      }
      wanted.sort((a, b) => a.order - b.order);
      this.measure(wanted);
      this.arrange(wanted, controls.concat(marks.map((mark) => mark.box)));
    }

    dot(name, shown) {
      if (shown === Boolean(name.dot)) return;
      if (shown) name.dot = L.circleMarker(name.info.point, CITY_DOT).addTo(this.map);
      else name.dot = name.dot.remove() && null;
    }

    /* Sizes, all read before anything is moved, and kept for as long as the name looks the same. */
    measure(names) {
      for (const name of names) {
        if (!name.point) name.point = this.map.latLngToLayerPoint(name.info.point);
        if (name.width !== null) continue;
        name.width = name.span.offsetWidth;
        name.height = name.span.offsetHeight;
      }
    }

    arrange(names, taken) {
      const origin = this.map.containerPointToLayerPoint([0, 0]);
      const size = this.map.getSize();
      const frame = { left: origin.x, right: origin.x + size.x, top: origin.y, bottom: origin.y + size.y };
      for (const name of names) this.settle(name, frame, taken);
    }

    /* Move a name to its first free spot, the present one before others; or hide it. */
    settle(name, frame, taken) {
      const mark = name.mark;
      const [width, height] = mark ? [mark.box.right - mark.box.left, mark.box.bottom - mark.box.top] : bare(name.kind);
      const spots = modules.labels.spots(name.kind, name.info.point[1] < MIDDLE, width, height);
      const order = spots.map((_, i) => i);
      if (name.spot !== null && name.spot < spots.length && name.spot > 0) order.unshift(name.spot);
      for (const i of order) {
        const [across, , dx, down] = spots[i];
        const taller = Math.sign(down) * Math.max(0, name.height / 2 - LINE / 2);
        const ideal = name.point.x + across * name.width + dx;
        // Above or below its mark a name may stand to one side, as far as the frame asks for it.
        const left = across === CENTRED ? Math.max(frame.left + EDGE, Math.min(ideal, frame.right - EDGE - name.width)) : ideal;
        const top = name.point.y - name.height / 2 + down + taller;
        const box = { left: left - MARGIN, right: left + name.width + MARGIN, top: top - MARGIN, bottom: top + name.height + MARGIN };
        if (box.left < frame.left || box.right > frame.right || taken.some((other) => modules.marks.overlaps(box, other))) continue;
        taken.push(box);
        name.spot = i;
        place(name, [left - name.point.x, top - name.point.y]);
        return;
      }
      place(name, null);
    }

    /* After a zoom, another language or another size everything is measured anew. */
    forget() {
      for (const name of this.all.values()) Object.assign(name, { point: null, width: null, spot: null });
    }
  }

  function create(map, info, choose) {
    const kind = KINDS[info.level] || "city";
    const span = document.createElement("span");
    const marker = L.marker(info.point, { icon: L.divIcon({ className: "rm-anchor", html: span, iconSize: [0, 0] }), interactive: false, keyboard: false, pane: "names" }).addTo(map);
    marker.getElement().setAttribute("aria-hidden", "true"); // the mark says its name
    span.addEventListener("click", (event) => {
      event.stopPropagation();
      choose(info.id);
    });
    return { info: info, kind: kind, span: span, marker: marker, look: "", point: null, width: null, height: null, spot: null, shift: "", dot: null, mark: null, order: 0 };
  }

  /* The words and the look of a name; the name of a marked place chooses it too, and not what is drawn below it. */
  function dress(name, language, marked, strong, note) {
    const look = [language, marked, strong, note].join();
    if (look === name.look) return;
    name.look = look;
    name.width = null;
    name.span.textContent = name.info.name[language];
    if (note) name.span.append(modules.time.node("span", "rm-note", note));
    name.span.className = `rm-label rm-label-${name.kind}` + (strong ? " rm-marked" : "");
    name.span.style.pointerEvents = marked ? "auto" : "";
    name.span.style.cursor = marked ? "pointer" : "";
  }

  function place(name, shift) {
    const written = shift ? `translate(${shift[0].toFixed(1)}px, ${shift[1].toFixed(1)}px)` : "";
    if (written === name.shift) return;
    name.shift = written;
    if (shift) name.span.style.transform = written;
    name.span.style.visibility = shift ? "visible" : "hidden";
  }

  /* The room of what stands at the point of a name without a mark. */
  function bare(kind) {
    if (kind === "province") return [0, -18];
    return kind === "city" ? [6, 0] : [6, 8];
  }

  window.reportedMeasures = Object.assign(modules, { names: { Names } });
})();
