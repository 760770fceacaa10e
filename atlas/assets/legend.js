/* The legend and the nation-wide banner: controls of the map, so that they stand in every copy of it. */
(function () {
  "use strict";
  const STATES = [
    ["in_force", "in force", 1], ["probably", "probably, fading", 0.7], ["planned", "planned", 1],
    ["lifted", "lifted", 1], ["unknown", "no longer known", 1],
  ];
  const BANNER_LIMIT = 8;
  const SMALL = [520, 440]; // pixels of a map across and down
  const GREY = { shape: "circle", color: "var(--rm-grey)" };

  function node(name, className, text) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  function entry(style, text, more) {
    const item = node("span", "rm-entry");
    const plain = { style: style, state: "in_force", radius: 5.5, strength: 1 };
    item.appendChild(window.reportedMeasures.glyphs.row([Object.assign(plain, more)]).svg);
    item.appendChild(node("span", "", text));
    return item;
  }

  function sized() {
    const item = node("span", "rm-entry");
    const row = [5, 6.8, 9].map((radius) => ({ style: GREY, state: "in_force", radius: radius, strength: 1 }));
    item.appendChild(window.reportedMeasures.glyphs.row(row).svg);
    item.appendChild(node("span", "", "1, 2–3, 4+ origins"));
    return item;
  }

  function line(title, items) {
    const box = node("div", "rm-legend-line");
    const holder = node("div", "rm-legend-items");
    holder.append(...items);
    box.append(node("span", "rm-legend-title", title), holder);
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
    control.onAdd = function (map) {
      const box = node("details", "rm-legend");
      box.open = map.getContainer().clientWidth > 760 && window.innerHeight > 560;
      box.addEventListener("toggle", () => { control.changed = true; });
      box.appendChild(node("summary", "", "Legend"));
      box.appendChild(line("Measure", layers.map((style) => entry(style, style.layer))));
      box.appendChild(line("State", STATES.map(([state, text, strength]) => entry(GREY, text, { state: state, strength: strength, radius: state === "unknown" ? 4 : 5.5 }))));
      box.appendChild(line("Sources", [sized(), entry(GREY, "they disagree", { contradicted: true, radius: 6.5 }), entry(GREY, "reviewed", { reviewed: true }), entry(GREY, "two measures", { count: 2 })]));
      box.appendChild(line("Place", [
        shapeEntry("rm-swatch-area", "province"), shapeEntry("rm-swatch-band", "border, coast"), shapeEntry("rm-swatch-nation", "nation"),
      ]));
      control.silence = line("Reports", [shapeEntry("rm-swatch-silent", "none that month"), shapeEntry("rm-swatch-few", "the fewer, the darker")]);
      control.compared = line("Change", [compared()]);
      box.append(control.silence, control.compared);
      L.DomEvent.disableClickPropagation(box);
      return box;
    };
    /* Explain what only some views show. */
    control.show = function (view) {
      for (const [part, shown] of [[control.silence, view.coverage], [control.compared, view.against !== null]]) {
        control.changed = control.changed || part.hidden === shown;
        part.hidden = !shown;
      }
    };
    return control;
  }

  function compared() {
    const item = node("span", "rm-entry");
    const row = [{ sign: "dash", radius: 3 }, { sign: "arrow", radius: 4 }, { style: GREY, state: "in_force", radius: 5, strength: 1 }];
    item.append(window.reportedMeasures.glyphs.row(row).svg, node("span", "", "known then, known now"));
    return item;
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

  /* The banner says which measures are reported for the whole country; a click opens their sources. On a small map it is
     one line, which counts them and fades at its end, so that it covers nothing of the country. */
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
    control.show = function (measures, layers, then) {
      const known = measures.filter((measure) => measure.state !== "unknown");
      const before = then && new Map(then.map((measure) => [measure.measure, measure.state]));
      const news = (measure) => Boolean(before) && before.get(measure.measure) !== measure.state;
      const signature = known.map((measure) => `${measure.measure} ${measure.state} ${measure.contradicted} ${news(measure)}`).join();
      if (signature === control.signature) return;
      control.signature = signature;
      control.changed = true; // its size may be another now
      control.box.replaceChildren(node("span", "rm-banner-title", known.length ? "Nation-wide" : "Nation-wide: no measure known on this date"));
      if (known.length) control.box.appendChild(node("span", "rm-banner-count", String(known.length)));
      known.slice(0, BANNER_LIMIT).forEach((measure) => {
        const item = entry(layers[measure.layer], measure.label, { state: measure.state, radius: 5, contradicted: measure.contradicted });
        if (news(measure)) item.prepend(window.reportedMeasures.glyphs.row([{ sign: "arrow", radius: 4 }]).svg);
        control.box.appendChild(item);
      });
      if (known.length > BANNER_LIMIT) control.box.appendChild(node("span", "rm-more", `+${known.length - BANNER_LIMIT} more`));
    };
    control.fit = function (size) {
      control.box.classList.toggle("rm-banner-line", size.x < SMALL[0] || size.y < SMALL[1]);
      control.changed = true;
    };
    return control;
  }

  window.reportedMeasures = Object.assign(window.reportedMeasures || {}, { legend: { legend: legend, banner: banner, notice: notice, STATES: STATES } });
})();
