/* The legend and the nation-wide banner: controls of the map, so that they stand in every copy of it. */
(function () {
  "use strict";
  const STATES = [
    ["in_force", "in force"], ["probably", "probably"], ["planned", "planned"],
    ["lifted", "lifted"], ["unknown", "no longer known"],
  ];
  const BANNER_LIMIT = 9;

  function node(name, className, text) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  function entry(style, state, text, radius) {
    const item = node("span", "rm-entry");
    const { glyphs } = window.reportedMeasures;
    item.appendChild(glyphs.row([{ style: style, state: state, radius: radius || 5.5, fade: 1 }]).svg);
    item.appendChild(node("span", "", text));
    return item;
  }

  function sized() {
    const item = node("span", "rm-entry");
    const { glyphs } = window.reportedMeasures;
    const grey = { shape: "circle", color: "#6B665C" };
    item.appendChild(glyphs.row([4.5, 6.5, 8.5].map((radius) => ({ style: grey, state: "in_force", radius: radius, fade: 1 }))).svg);
    item.appendChild(node("span", "", "1, 2–3, 4+ independent origins"));
    return item;
  }

  function line(title, items) {
    const box = node("div", "rm-legend-line");
    box.appendChild(node("span", "rm-legend-title", title));
    items.forEach((item) => box.appendChild(item));
    return box;
  }

  function shapeEntry(className, text) {
    const item = node("span", "rm-entry");
    item.appendChild(node("span", "rm-swatch " + className));
    item.appendChild(node("span", "", text));
    return item;
  }

  function legend(layers) {
    const control = L.control({ position: "bottomright" });
    control.onAdd = function () {
      const box = node("details", "rm-legend");
      box.open = window.innerWidth > 640;
      box.appendChild(node("summary", "", "Legend"));
      const grey = { shape: "circle", color: "#6B665C" };
      box.appendChild(line("Measure", layers.map((style) => entry(style, "in_force", style.layer))));
      box.appendChild(line("State", STATES.map(([state, text]) => entry(grey, state, text))));
      box.appendChild(line("Place", [
        shapeEntry("rm-swatch-area", "province"), shapeEntry("rm-swatch-band", "border or coast, depth not known"), shapeEntry("rm-swatch-nation", "nation-wide"),
      ]));
      box.appendChild(line("Size", [sized()]));
      L.DomEvent.disableClickPropagation(box);
      return box;
    };
    return control;
  }

  /* A message over the map. */
  function notice(text) {
    const control = L.control({ position: "topleft" });
    control.onAdd = () => {
      const box = node("div", "rm-banner", text);
      box.setAttribute("role", "alert");
      return box;
    };
    return control;
  }

  /* The banner says which measures are reported for the whole country; a click opens their sources. */
  function banner(onOpen) {
    const control = L.control({ position: "topleft" });
    control.onAdd = function () {
      const box = node("button", "rm-banner");
      box.type = "button";
      box.addEventListener("click", onOpen);
      L.DomEvent.disableClickPropagation(box);
      control.box = box;
      return box;
    };
    control.show = function (place, layers) {
      const known = place ? place.measures.filter((measure) => measure.state !== "unknown") : [];
      const order = (measure) => STATES.findIndex(([state]) => state === measure.state);
      known.sort((a, b) => order(a) - order(b));
      const styles = Object.fromEntries(layers.map((style) => [style.layer, style]));
      control.box.replaceChildren(node("span", "rm-banner-title", known.length ? "Nation-wide" : "Nation-wide: no measure known on this date"));
      known.slice(0, BANNER_LIMIT).forEach((measure) => {
        control.box.appendChild(entry(styles[measure.layer], measure.state, measure.label, 5));
      });
      if (known.length > BANNER_LIMIT) control.box.appendChild(node("span", "rm-more", `+${known.length - BANNER_LIMIT} more`));
    };
    return control;
  }

  window.reportedMeasures = Object.assign(window.reportedMeasures || {}, { legend: { legend: legend, banner: banner, notice: notice, STATES: STATES } });
})();
