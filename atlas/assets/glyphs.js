/* Glyphs: one shape for each group of measures, one form for each state. Colours are variables of the style sheet,
   so that a glyph is right by day and by night. */
(function () {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  const ICON_FROM = 8; // radius in pixels from which an icon can be read

  const OUTLINES = {
    circle: (r) => ["circle", { r: r }],
    square: (r) => ["rect", { x: -0.88 * r, y: -0.88 * r, width: 1.76 * r, height: 1.76 * r }],
    triangle: (r) => ["path", { d: polygon([[0, -1.12], [1.08, 0.8], [-1.08, 0.8]], r) }],
    diamond: (r) => ["path", { d: polygon([[0, -1.2], [1.2, 0], [0, 1.2], [-1.2, 0]], r) }],
    cross: (r) => ["path", { d: polygon([
      [-0.4, -1.08], [0.4, -1.08], [0.4, -0.4], [1.08, -0.4], [1.08, 0.4], [0.4, 0.4],
      [0.4, 1.08], [-0.4, 1.08], [-0.4, 0.4], [-1.08, 0.4], [-1.08, -0.4], [-0.4, -0.4]], r) }],
  };

  const PAPER = "var(--rm-paper)";
  const QUIET = "var(--rm-quiet)";
  const FORMS = {
    in_force: (color) => ({ fill: color, stroke: PAPER, "stroke-width": 1.4 }),
    probably: (color, strength) => ({ fill: color, "fill-opacity": 0.18 + 0.4 * strength, stroke: color, "stroke-opacity": 0.15 + 0.3 * strength, "stroke-width": 3 }),
    planned: (color) => ({ fill: PAPER, "fill-opacity": 0.75, stroke: color, "stroke-width": 1.8, "stroke-dasharray": "3.2 2.2" }),
    lifted: (color, strength) => ({ fill: PAPER, "fill-opacity": 0.55, stroke: color, "stroke-width": 1.5, opacity: 0.3 + 0.7 * strength }),
    unknown: () => ({ fill: PAPER, "fill-opacity": 0.4, stroke: QUIET, "stroke-width": 1.4, "stroke-dasharray": "0.1 3", "stroke-linecap": "round" }),
  };

  function polygon(corners, r) {
    return "M" + corners.map((c) => (c[0] * r).toFixed(2) + " " + (c[1] * r).toFixed(2)).join("L") + "Z";
  }

  function element(name, attributes) {
    const node = document.createElementNS(SVG, name);
    for (const key in attributes) node.setAttribute(key, attributes[key]);
    return node;
  }

  /* One glyph around the origin. entry: {style, state, radius, strength, contradicted, reviewed, count, icon}; `strength`, from 0
     to 1, is how likely it holds, or how fresh its lifting is. */
  function glyph(entry) {
    const { style, state, radius } = entry;
    if (entry.sign) return sign(entry);
    const [name, geometry] = OUTLINES[style.shape](radius);
    const holder = element("g", {});
    holder.appendChild(element(name, Object.assign({}, geometry, FORMS[state](style.color, entry.strength))));
    if (entry.icon && radius >= ICON_FROM) holder.appendChild(icon(entry.icon, 1.3 * radius, state === "in_force" ? PAPER : style.color));
    if (entry.contradicted) split(holder, radius);
    if (entry.reviewed) underline(holder, radius);
    if (entry.count > 1) holder.appendChild(number(entry.count, radius));
    if (entry.dim) holder.setAttribute("opacity", 0.3);
    return holder;
  }

  /* Between two glyphs that are compared: an arrow, or a dash for "nothing was known". */
  function sign(entry) {
    const d = entry.sign === "arrow" ? "M-4 0H3M0 -3L3.4 0L0 3" : "M-2.6 0H2.6";
    const holder = element("g", {});
    holder.appendChild(element("path", { d: d, fill: "none", stroke: "var(--rm-ink)", "stroke-width": 1.5, "stroke-linecap": "round" }));
    return holder;
  }

  /* A split across the glyph: reports contradict each other. */
  function split(holder, radius) {
    const line = { x1: -radius * 1.2, y1: radius * 1.2, x2: radius * 1.2, y2: -radius * 1.2 };
    holder.appendChild(element("line", Object.assign({ stroke: PAPER, "stroke-width": Math.max(2, radius * 0.36) }, line)));
  }

  /* A line below the glyph: a curator has reviewed a claim that says so. */
  function underline(holder, radius) {
    const line = { x1: -0.75 * radius, y1: 1.2 * radius + 1.4, x2: 0.75 * radius, y2: 1.2 * radius + 1.4, "stroke-linecap": "round" };
    holder.appendChild(element("line", Object.assign({ stroke: PAPER, "stroke-width": 3.4, "stroke-opacity": 0.8 }, line)));
    holder.appendChild(element("line", Object.assign({ stroke: "var(--rm-ink)", "stroke-width": 1.5 }, line)));
  }

  /* How many measures of the group, beside the glyph. */
  function number(count, radius) {
    const text = element("text", { x: radius * 1.05, y: -radius * 0.35, class: "rm-count" });
    text.textContent = String(count);
    return text;
  }

  /* An icon of the measure around the origin; its picture is a path of 24 by 24. */
  function icon(path, size, color) {
    const scale = size / 24;
    return element("path", { d: path, fill: color, transform: `scale(${scale.toFixed(3)}) translate(-12 -12)` });
  }

  /* A row of glyphs side by side, as one picture. */
  function row(entries) {
    const gap = 2.5;
    const widths = entries.map((entry) => 2.4 * entry.radius + (entry.count > 1 ? 7 : 0));
    const width = widths.reduce((sum, w) => sum + w + gap, gap + 2);
    const height = heightOf(entries);
    const svg = element("svg", { width: width, height: height, viewBox: `0 ${-height / 2} ${width} ${height}`, "aria-hidden": "true" });
    let x = gap + 1;
    entries.forEach((entry, i) => {
      const holder = glyph(entry);
      holder.setAttribute("transform", `translate(${(x + 1.2 * entry.radius).toFixed(2)} 0)`);
      svg.appendChild(holder);
      x += widths[i] + gap;
    });
    return { svg: svg, width: width, height: height };
  }

  function heightOf(entries) {
    return Math.max(...entries.map((entry) => 2.4 * entry.radius + (entry.reviewed ? 6 : 0))) + 5;
  }

  /* The size of such a row without making it. */
  function rowSize(entries) {
    const widths = entries.map((entry) => 2.4 * entry.radius + (entry.count > 1 ? 7 : 0) + 2.5);
    return [widths.reduce((sum, w) => sum + w, 4.5), heightOf(entries)];
  }

  window.reportedMeasures = Object.assign(window.reportedMeasures || {}, { glyphs: { row, rowSize, element, icon } });
})();
