/* The map of reported measures. mount() is called once by the map's own script, which never changes;
   show() is called with numbers whenever the page's view changes, and redraws in place. */
(function () {
  "use strict";
  const modules = window.reportedMeasures;
  const RADIUS = [4.6, 6.2, 8];
  const BAND_WEIGHT = 5;
  const DASH = 16;
  const EXTENT = [[37.55, 124.0], [43.1, 130.85]]; // the country
  const GROUND = [[33.6, 117.6], [46.4, 136.9]]; // what the basemap covers
  const FILLED = ["in_force", "probably", "planned"];
  const MAX_ZOOM = 11; // nearer, the outlines are coarser than what they show
  // Names are placed in the order of their rank: states come first, from 0 on.
  const QUIET_PROVINCE = 9;
  const QUIET_CITY = 10;
  const QUIET_GROUND = 11;
  const KINDS = { province: "province", zone: "zone", "foreign province": "neighbour", lake: "lake" };
  const ALWAYS_NAMED = ["province", "neighbour"]; // the others from a nearer zoom on
  const STRIP = { stroke: false, fillColor: "#8A6A2F", fillOpacity: 0 };
  const STRIP_OPACITY = 0.12;
  const STRIP_ZOOM = 9; // nearer, a strip would seem to say how deep a zone reaches
  const CITY_DOT = { radius: 2, stroke: false, fillColor: "#8F887A", fillOpacity: 1, interactive: false, pane: "names" };
  const PATIENCE = 2000; // milliseconds
  let atlas = null;
  let waiting = null;

  class Atlas {
    constructor(map, data, ground, linked) {
      this.map = map;
      this.data = data;
      this.view = null;
      this.fitting = false;
      for (const [name, z] of [["areas", 350], ["strips", 355], ["bands", 360], ["names", 620], ["marks", 640]]) map.createPane(name).style.zIndex = z;
      map.getPane("names").style.pointerEvents = "none";
      modules.ground.draw(map, ground);
      this.index = new Map(data.places.map((place, number) => [place.id, number]));
      this.areas = this.shapes(ground.provinces, "areas", { weight: 0, fillOpacity: 0 });
      this.strips = this.backdrop(ground.zones, "strips");
      this.bands = this.shapes(ground.bands, "bands", { weight: 0, opacity: 0, fill: false, lineCap: "butt", smoothFactor: 2 });
      this.nation = L.geoJSON(ground.country, { interactive: false, pane: "areas", style: { fill: false, weight: 0, opacity: 0 } }).addTo(map);
      this.bandLines = L.layerGroup().addTo(map);
      this.marks = L.layerGroup().addTo(map);
      this.names = L.layerGroup().addTo(map);
      this.banner = modules.legend.banner(() => this.choose("KP"));
      this.banner.addTo(map);
      modules.legend.legend(data.layers).addTo(map);
      map.on("zoomend", () => !this.fitting && this.drawMarks());
      this.moved = linked;
      map.setMaxBounds(GROUND);
      this.fit();
      map.on("moveend", () => {
        if (this.fitting) return;
        this.moved = true;
        this.rememberPosition();
        requestAnimationFrame(() => this.arrangeNames()); // after Leaflet has moved the marks
      });
      new ResizeObserver(() => {
        this.fit();
        this.drawMarks();
      }).observe(map.getContainer());
      // The page writes the address anew after each of its runs and knows nothing of the position.
      if (window.Streamlit) window.Streamlit.events.addEventListener("streamlit:render", () => this.rememberSoon());
    }

    /* The whole country in view, until a person or a link has chosen another position. */
    fit() {
      this.fitting = true;
      this.map.invalidateSize({ animate: false });
      this.map.setMinZoom(0);
      const inside = this.map.getBoundsZoom(GROUND, true);
      this.map.setMinZoom(Math.min(inside, this.map.getBoundsZoom(EXTENT)));
      if (!this.moved) this.map.fitBounds(EXTENT, { animate: false });
      this.fitting = false;
    }

    /* Areas and lines by place id; a click on one chooses it. */
    shapes(collection, pane, style) {
      const renderer = L.svg({ pane: pane, padding: 0.6 });
      const byId = new Map();
      L.geoJSON(collection, {
        pane: pane, renderer: renderer, style: style,
        onEachFeature: (feature, layer) => {
          byId.set(feature.properties.id, layer);
          layer.on("click", () => this.choose(feature.properties.id));
        },
      }).addTo(this.map);
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

    choose(placeId) {
      this.clicks = (this.clicks || 0) + 1;
      if (window.Streamlit) window.Streamlit.setComponentValue({ place: placeId, click: this.clicks });
    }

    show(view) {
      this.view = {
        first: view.first, last: view.last, language: view.language, place: view.place,
        measures: new Set(view.measures), statuses: new Set(view.statuses),
      };
      this.places = modules.states.placesInView(this.data, this.view);
      this.drawAreas();
      this.drawNation();
      this.drawMarks();
    }

    /* The groups of a place in the order of the legend, as glyph entries; silence alone is one grey ring. */
    entries(place) {
      const known = this.data.layers.filter((style) => place.groups.has(style.layer) && this.data.states[place.groups.get(style.layer).state] !== "unknown");
      if (!known.length) return [{ style: this.data.layers[0], state: "unknown", fade: 1, radius: this.scale * RADIUS[0] }];
      return known.map((style) => {
        const group = place.groups.get(style.layer);
        const origins = group.origins.size;
        return {
          style: style, state: this.data.states[group.state], fade: modules.states.fade(group, this.view),
          radius: this.scale * RADIUS[origins > 3 ? 2 : origins > 1 ? 1 : 0],
        };
      });
    }

    drawAreas() {
      for (const [id, layer] of this.areas) this.styleArea(layer, this.places.get(this.index.get(id)), id === this.view.place);
      this.bandLines.clearLayers();
      for (const [id, layer] of this.bands) this.drawBand(id, layer, this.places.get(this.index.get(id)));
    }

    styleArea(layer, place, chosen) {
      const shown = place ? this.entries(place).filter((entry) => FILLED.includes(entry.state)) : [];
      const sure = shown.some((entry) => entry.state === "in_force");
      layer.setStyle({
        fill: true, fillColor: shown.length ? this.hatch(layer, shown) : "#fff", fillOpacity: shown.length ? (sure ? 0.85 : 0.4) : 0,
        stroke: chosen || shown.length > 0, color: chosen ? "#24211c" : "#8F887A", weight: chosen ? 2 : 1, opacity: 1,
      });
      if (chosen) layer.bringToFront();
    }

    /* A fill of thin stripes in the colours of the groups, made once for each set of groups. */
    hatch(layer, shown) {
      const root = layer._renderer._container;
      const id = "rm-hatch-" + shown.map((entry) => this.data.layers.indexOf(entry.style)).join("-");
      if (!root.querySelector("#" + id)) {
        const { element } = modules.glyphs;
        const step = 7;
        const pattern = element("pattern", { id: id, width: step * shown.length, height: step, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
        shown.forEach((entry, i) => {
          pattern.appendChild(element("rect", { x: i * step, y: 0, width: step, height: step, fill: entry.style.color, "fill-opacity": 0.17 }));
          pattern.appendChild(element("rect", { x: i * step, y: 0, width: 1.8, height: step, fill: entry.style.color, "fill-opacity": 0.75 }));
        });
        root.insertBefore(pattern, root.firstChild);
      }
      return `url(#${id})`;
    }

    /* A strip of shade, and along its edge a band in the colours of its groups, by turns; the border as a whole is wider than its rivers. */
    drawBand(id, layer, place) {
      const chosen = id === this.view.place;
      const shown = place ? this.entries(place).filter((entry) => FILLED.includes(entry.state)) : [];
      const weight = BAND_WEIGHT + (id === "zone:cn-border" ? 4 : 0);
      layer.setStyle({ color: "#24211c", weight: shown.length || chosen ? weight + 3 : 0, opacity: chosen ? 0.9 : 0 });
      this.strips.get(id).setStyle({ fillOpacity: shown.length || chosen ? 1 : 0 });
      shown.forEach((entry, turn) => {
        const dash = shown.length > 1 ? { dashArray: `${DASH} ${DASH * (shown.length - 1)}`, dashOffset: String(-DASH * turn) } : {};
        const style = { pane: "bands", renderer: layer._renderer, interactive: false, color: entry.style.color, weight: weight, opacity: entry.state === "in_force" ? 0.8 : 0.4, lineCap: "butt", smoothFactor: 2 };
        L.polyline(layer.getLatLngs(), Object.assign(style, dash)).addTo(this.bandLines);
      });
    }

    drawNation() {
      const nation = this.places.get(this.index.get("KP"));
      const known = nation && nation.measures.some((measure) => measure.state === "in_force" || measure.state === "probably");
      this.nation.setStyle({ color: "#3d382f", weight: known ? 2.4 : 0, opacity: known ? 0.85 : 0 });
      this.banner.show(nation, this.data.layers);
    }

    /* Marks grow with the map, so that they are read from the back of a room. */
    get scale() {
      return Math.min(1.6, Math.max(1, this.map.getSize().x / 820));
    }

    drawMarks() {
      if (!this.view) return;
      const focused = document.activeElement && document.activeElement.dataset.place;
      this.marks.clearLayers();
      this.names.clearLayers();
      const labelled = [];
      for (const [number, place] of this.places) {
        const info = this.data.places[number];
        if (info.id === "KP" || !info.point) continue;
        const drawn = modules.glyphs.row(this.entries(place));
        this.addMark(info, place, drawn);
        const strength = Math.min(...place.measures.map((measure) => this.data.states.indexOf(measure.state)));
        labelled.push({ info: info, kind: kindOf(info), point: info.point, markWidth: drawn.width, markHeight: drawn.height, rank: info.id === this.view.place ? -1 : strength, known: strength < this.data.states.indexOf("unknown") });
      }
      this.addNames(labelled);
      const again = focused && this.map.getContainer().querySelector(`[data-place="${CSS.escape(focused)}"]`);
      if (again) again.focus({ preventScroll: true });
    }

    addMark(info, place, drawn) {
      const name = info.name[this.view.language];
      const holder = document.createElement("div");
      holder.className = "rm-mark" + (info.id === this.view.place ? " rm-chosen" : "");
      holder.appendChild(drawn.svg);
      const icon = L.divIcon({ className: "rm-anchor", html: holder, iconSize: [drawn.width, drawn.height] });
      const marker = L.marker(info.point, { icon: icon, pane: "marks", keyboard: true, riseOnHover: true });
      marker.on("click", () => this.choose(info.id));
      marker.bindTooltip(tooltip(name, place.measures), { direction: "top", opacity: 1, offset: [0, -6] });
      marker.addTo(this.marks);
      const node = marker.getElement();
      node.setAttribute("role", "button");
      node.setAttribute("aria-pressed", String(info.id === this.view.place));
      node.setAttribute("aria-label", name + ": " + place.measures.map((measure) => measure.label + " " + stateWord(measure.state)).join(", "));
      node.dataset.place = info.id;
      node.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        this.choose(info.id);
      });
    }

    /* The name of a marked place chooses it too, and not what is drawn below the name. */
    nameChooses(entry) {
      const span = entry.marker.getElement().firstChild;
      span.style.pointerEvents = "auto";
      span.style.cursor = "pointer";
      span.addEventListener("click", (event) => {
        event.stopPropagation();
        this.choose(entry.info.id);
      });
    }

    addNames(labelled) {
      const marked = new Set(labelled.map((entry) => entry.info.id));
      const near = this.map.getZoom() >= modules.labels.CITY_ZOOM;
      const quiet = this.data.names
        .filter((info) => info.point && !marked.has(info.id) && (near || ALWAYS_NAMED.includes(kindOf(info))))
        .map((info) => Object.assign({ info: info, kind: kindOf(info) }, quietPlace(kindOf(info))));
      const entries = labelled.concat(quiet).sort((a, b) => a.rank - b.rank);
      for (const entry of entries) {
        entry.marker = modules.labels.label(entry.info.point, entry.info.name[this.view.language], entry.kind + (entry.known || entry.rank < 0 ? " rm-marked" : ""));
        if (marked.has(entry.info.id)) entry.marker.once("add", () => this.nameChooses(entry));
        entry.marker.addTo(this.names);
        if (entry.rank === QUIET_CITY) L.circleMarker(entry.info.point, CITY_DOT).addTo(this.names);
      }
      this.named = entries;
      this.arrangeNames();
    }

    /* Names keep clear of the controls, of the marks, and of each other. */
    arrangeNames() {
      const controls = this.map.getContainer().querySelectorAll(".leaflet-control, .rm-mark");
      modules.labels.arrange(this.map, this.named || [], Array.from(controls, (node) => node.getBoundingClientRect()));
    }

    rememberSoon() {
      clearTimeout(this.reminder);
      if (this.moved) this.reminder = setTimeout(() => this.rememberPosition(), 300);
    }

    /* Zoom and centre go into the page's address, so that a copied link restores them; no rerun. */
    rememberPosition() {
      const centre = this.map.getCenter();
      writeAddress("map", [this.map.getZoom().toFixed(2), centre.lat.toFixed(3), centre.lng.toFixed(3)].join("~"));
    }
  }

  function kindOf(info) {
    return KINDS[info.level] || "city";
  }

  /* The rank of a name without a mark, and the room of its dot. */
  function quietPlace(kind) {
    if (kind === "province") return { markWidth: 0, markHeight: -18, rank: QUIET_PROVINCE };
    if (kind === "city") return { markWidth: 6, markHeight: 0, rank: QUIET_CITY };
    return { markWidth: 6, markHeight: 8, rank: QUIET_GROUND };
  }

  function stateWord(state) {
    return modules.legend.STATES.find(([name]) => name === state)[1];
  }

  function tooltip(name, measures) {
    const box = document.createElement("div");
    box.className = "rm-tooltip";
    const title = document.createElement("strong");
    title.textContent = name;
    box.appendChild(title);
    for (const measure of measures) {
      const line = document.createElement("div");
      line.textContent = measure.label + ": " + stateWord(measure.state);
      box.appendChild(line);
    }
    return box;
  }

  /* The page around the component's frame is of the same origin; where it is not, the address stays. */
  function writeAddress(key, value) {
    try {
      const address = new URL(window.parent.location.href);
      if (address.searchParams.get(key) === value) return;
      address.searchParams.set(key, value);
      window.parent.history.replaceState(window.parent.history.state, "", address);
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
    }
  }

  /* The position in the address: zoom, latitude and longitude, if they lie on the map. */
  function readPosition() {
    try {
      const text = new URL(window.parent.location.href).searchParams.get("map") || "";
      if (!/^\d+(\.\d+)?(~\d+(\.\d+)?){2}$/.test(text)) return null;
      const [zoom, latitude, longitude] = text.split("~").map(Number);
      const onMap = zoom >= 4 && zoom <= MAX_ZOOM && L.latLngBounds(GROUND).contains([latitude, longitude]);
      return onMap ? [zoom, latitude, longitude] : null;
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      return null;
    }
  }

  async function load(address, read) {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return answer[read]();
  }

  /* Names are measured before they are placed, so the style and the typeface must be there first; the page
     that shows the map does not wait for them. A map without them is better than none. */
  async function dressed() {
    const until = performance.now() + PATIENCE;
    const styled = () => getComputedStyle(document.documentElement).getPropertyValue("--rm-styled");
    while (!styled() && performance.now() < until) await pause(15);
    await Promise.race([document.fonts.load("13px Pretendard").catch(() => null), pause(PATIENCE)]);
  }

  function pause(milliseconds) {
    return new Promise((done) => setTimeout(done, milliseconds));
  }

  async function mount(map, sources) {
    map.attributionControl.setPrefix("");
    map.zoomControl.setPosition("topright");
    map.setMaxZoom(MAX_ZOOM); // folium keeps it for tiles, of which there are none
    try {
      const [buffer, ground] = await Promise.all([load(sources.columns, "arrayBuffer"), load(sources.ground, "json"), dressed()]);
      begin(map, modules.states.unpack(buffer), ground);
    } catch (error) {
      modules.legend.notice("The map could not be loaded. Load the page again.").addTo(map);
      throw error;
    }
  }

  function begin(map, data, ground) {
    const position = readPosition();
    if (position) map.setView([position[1], position[2]], position[0], { animate: false });
    atlas = new Atlas(map, data, ground, position !== null);
    modules.atlas = atlas;
    if (waiting) atlas.show(waiting);
  }

  function show(view) {
    waiting = view;
    if (atlas) atlas.show(view);
  }

  Object.assign(window.reportedMeasures, { mount: mount, show: show });
})();
