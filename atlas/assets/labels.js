/* Names and marks on the map: names step aside for marks and for each other. */
(function () {
  "use strict";
  const CITY_ZOOM = 7.5;
  const MIDDLE = 127.5; // degrees east: the names of bands west of it stand to their left

  /* One name as a marker that takes no clicks; its text is set as text. */
  function label(point, text, kind) {
    const span = document.createElement("span");
    span.className = "rm-label rm-label-" + kind;
    span.textContent = text;
    return L.marker(point, { icon: L.divIcon({ className: "rm-anchor", html: span, iconSize: [0, 0] }), interactive: false, keyboard: false, pane: "names" });
  }

  /* Where a name may stand around its point, best first: [horizontal, vertical] in sizes of the name. */
  function spots(kind, west, markWidth, markHeight) {
    const aside = markWidth / 2 + 3;
    if (kind === "province") return [[-0.5, 0, 0, -markHeight / 2 - 9], [-0.5, 0, 0, markHeight / 2 + 9]];
    if (kind === "neighbour") return [[-0.5, 0, 0, 0], [-0.5, 0, 0, -18], [-0.5, 0, 0, 18]];
    const right = [0, 0, aside, 0];
    const left = [-1, 0, -aside, 0];
    const above = [-0.5, 0, 0, -markHeight / 2 - 8];
    const below = [-0.5, 0, 0, markHeight / 2 + 8];
    if (kind === "lake") return [above, below, right, left];
    return kind === "zone" && west ? [left, right, above, below] : [right, left, above, below];
  }

  function overlaps(a, b) {
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  }

  /* Place names one after another, most important first; one that finds no free spot inside the map is
     hidden. All is measured before anything is moved, so that the browser lays the page out once. */
  function arrange(map, entries, taken) {
    const frame = map.getContainer().getBoundingClientRect();
    const measured = entries.map((entry) => {
      const icon = entry.marker.getElement();
      const span = icon && icon.firstChild;
      return { entry: entry, span: span, width: span ? span.offsetWidth : 0, height: span ? span.offsetHeight : 0 };
    });
    for (const name of measured) {
      if (name.span) place(map, frame, name, taken);
    }
  }

  /* Move a name to its first free spot, or hide it. */
  function place(map, frame, name, taken) {
    const { entry, span, width, height } = name;
    const at = map.latLngToContainerPoint(entry.marker.getLatLng());
    const spot = spots(entry.kind, entry.marker.getLatLng().lng < MIDDLE, entry.markWidth, entry.markHeight).find((candidate) => {
      const left = frame.left + at.x + candidate[0] * width + candidate[2];
      const top = frame.top + at.y - height / 2 + candidate[3];
      const box = { left: left - 1, top: top - 1, right: left + width + 1, bottom: top + height + 1 };
      if (box.left < frame.left || box.right > frame.right || taken.some((other) => overlaps(box, other))) return false;
      taken.push(box);
      span.style.transform = `translate(${(candidate[0] * width + candidate[2]).toFixed(1)}px, ${(candidate[3] - height / 2).toFixed(1)}px)`;
      return true;
    });
    span.style.visibility = spot ? "visible" : "hidden";
  }

  window.reportedMeasures = Object.assign(window.reportedMeasures || {}, { labels: { label, arrange, spots, MIDDLE, CITY_ZOOM } });
})();
