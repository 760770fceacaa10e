/* Glyphs: one shape for each group of measures, one form for each state. */
(function () {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  const QUIET = "#7d776b";

  const OUTLINES = {
    circle: (r) => ["circle", { r: r }],
    square: (r) => ["rect", { x: -0.88 * r, y: -0.88 * r, width: 1.76 * r, height: 1.76 * r }],
    triangle: (r) => ["path", { d: polygon([[0, -1.12], [1.08, 0.8], [-1.08, 0.8]], r) }],
    diamond: (r) => ["path", { d: polygon([[0, -1.2], [1.2, 0], [0, 1.2], [-1.2, 0]], r) }],
    cross: (r) => ["path", { d: polygon([
      [-0.4, -1.08], [0.4, -1.08], [0.4, -0.4], [1.08, -0.4], [1.08, 0.4], [0.4, 0.4],
      [0.4, 1.08], [-0.4, 1.08], [-0.4, 0.4], [-1.08, 0.4], [-1.08, -0.4], [-0.4, -0.4]], r) }],
  };

  const FORMS = {
    in_force: (color) => ({ fill: color, stroke: "#fff", "stroke-width": 1.4 }),
    probably: (color) => ({ fill: color, "fill-opacity": 0.45, stroke: color, "stroke-opacity": 0.35, "stroke-width": 3 }),
    planned: (color) => ({ fill: "#fff", "fill-opacity": 0.75, stroke: color, "stroke-width": 1.8, "stroke-dasharray": "3.2 2.2" }),
    lifted: (color) => ({ fill: "#fff", "fill-opacity": 0.55, stroke: color, "stroke-width": 1.5 }),
    unknown: () => ({ fill: "#fff", "fill-opacity": 0.4, stroke: QUIET, "stroke-width": 1.4, "stroke-dasharray": "0.1 3", "stroke-linecap": "round" }),
  };

  function polygon(corners, r) {
    return "M" + corners.map((c) => (c[0] * r).toFixed(2) + " " + (c[1] * r).toFixed(2)).join("L") + "Z";
  }

  function element(name, attributes) {
    const node = document.createElementNS(SVG, name);
    for (const key in attributes) node.setAttribute(key, attributes[key]);
    return node;
  }

  /* One glyph around the origin; fade from 1 (just lifted) to 0. */
  function glyph(style, state, radius, fade) {
    const [name, geometry] = OUTLINES[style.shape](radius);
    const node = element(name, Object.assign({}, geometry, FORMS[state](style.color)));
    if (state === "lifted") node.setAttribute("opacity", (0.3 + 0.7 * fade).toFixed(2));
    return node;
  }

  /* A row of glyphs side by side, as one picture. entries: [{style, state, radius, fade}] */
  function row(entries) {
    const gap = 2.5;
    const widths = entries.map((entry) => 2.4 * entry.radius);
    const width = widths.reduce((sum, w) => sum + w + gap, gap + 2);
    const height = Math.max(...widths) + 5;
    const svg = element("svg", { width: width, height: height, viewBox: `0 ${-height / 2} ${width} ${height}`, "aria-hidden": "true" });
    let x = gap + 1;
    entries.forEach((entry, i) => {
      const holder = element("g", { transform: `translate(${(x + widths[i] / 2).toFixed(2)} 0)` });
      holder.appendChild(glyph(entry.style, entry.state, entry.radius, entry.fade));
      svg.appendChild(holder);
      x += widths[i] + gap;
    });
    return { svg: svg, width: width, height: height };
  }

  window.reportedMeasures = Object.assign(window.reportedMeasures || {}, { glyphs: { row: row, element: element } });
})();
