/* The map of reported measures. mount() is called once by the map's own script, which never changes; show() is called
   with numbers whenever the page's view changes. What a person moves in the map is drawn at once and told afterwards. */
(function () {
  "use strict";
  const modules = window.reportedMeasures;
  const MAX_ZOOM = 11; // nearer, the outlines are coarser than what they show
  const PANES = [["coverage", 345], ["areas", 350], ["strips", 355], ["bands", 360], ["names", 620], ["marks", 640]];
  const PATIENCE = 2000; // milliseconds
  const SHADES = 6; // steps in which likelihood is drawn along shapes
  let atlas = null;
  let waiting = null;

  class Atlas {
    constructor(map, data, ground, sources, linked) {
      Object.assign(this, { map: map, data: data, view: null, turn: 0, fitting: false, moved: linked, now: null, then: null });
      for (const [name, z] of PANES) map.createPane(name).style.zIndex = z;
      map.getPane("names").style.pointerEvents = "none";
      map.getPane("coverage").style.pointerEvents = "none";
      const choose = (place) => this.choose(place);
      this.banner = modules.legend.banner(() => this.choose("KP"));
      this.banner.addTo(map);
      this.frame();
      this.fit(); // before anything is drawn, which would be drawn again
      modules.ground.draw(map, ground);
      this.words = new modules.words.Words(this);
      this.coverage = new modules.coverage.Coverage(map, ground, sources.coverage);
      this.areas = new modules.areas.Areas(map, data, ground, choose);
      this.marks = new modules.marks.Marks(map, data, choose);
      this.marks.describe = this.words;
      this.names = new modules.names.Names(map, data, choose);
      this.legend = modules.legend.legend(data.layers);
      this.legend.addTo(map);
      this.listen();
    }

    /* Head, map, time and episodes, one below the other. */
    frame() {
      const { node } = modules.time;
      const box = this.map.getContainer();
      this.scale = new modules.scale.Scale(this.data.span[0], this.data.span[1]);
      this.control = new modules.time.TimeControl(this, this.data, this.scale);
      this.timeline = new modules.timeline.Timeline(this, this.data, this.scale, this.control);
      this.message = node("div", "rm-message");
      this.message.setAttribute("aria-live", "polite");
      box.parentNode.classList.add("rm-frame");
      box.before(this.control.head);
      box.after(this.control.strip, this.timeline.box, this.message);
    }

    listen() {
      const { map } = this;
      map.on("zoomend", () => {
        if (this.fitting) return;
        this.forget();
        this.redraw();
      });
      map.on("viewreset", () => this.forget()); // a leap: pixels are counted from another origin
      map.on("moveend", () => {
        if (this.fitting) return;
        this.moved = true;
        this.rememberPosition();
        requestAnimationFrame(() => this.view && this.redraw()); // names keep within the frame
      });
      new ResizeObserver(() => {
        if (map.getSize().equals([map.getContainer().clientWidth, map.getContainer().clientHeight])) return;
        this.fit();
        this.forget();
        this.redraw();
      }).observe(map.getContainer());
      modules.page.takeTheme(() => this.view && this.refilter());
      // The page writes the address anew after each of its runs and knows nothing of the position.
      modules.page.onRun(() => this.rememberSoon());
    }

    /* The whole country in view, until a person or a link has chosen another position. */
    fit() {
      this.fitting = true;
      modules.ground.fit(this.map, () => {
        const size = this.map.getSize();
        this.banner.fit(size);
        // The legend stands in the sea in the east, for which a wide map leaves room.
        const room = Math.max(0, Math.min((size.x - 640) * 0.6, size.x * 0.12));
        if (!this.moved) this.map.fitBounds(modules.ground.EXTENT, { animate: false, paddingBottomRight: [room, 0] });
      });
      this.fitting = false;
    }

    /* Positions and sizes on the screen hold for one zoom and one size of the map. */
    forget() {
      this.marks.forgetPoints();
      this.names.forget();
      this.controls = null;
    }

    choose(place) {
      this.view.place = place;
      this.redraw();
      this.timeline.mark();
      this.tell();
    }

    /* Move the time at once; the page is told when it is settled. */
    setTime(first, last) {
      this.view.first = this.scale.clamp(first);
      this.view.last = this.scale.clamp(last);
      this.redraw();
    }

    /* The day until which reports are known, and the one that it is compared with, if any. */
    setKnown(known, against) {
      Object.assign(this.view, { known: known, against: against });
      this.refilter();
    }

    setCoverage(on) {
      this.view.coverage = on;
      modules.page.writeAddress("silence", on ? "1" : null);
      this.redraw();
    }

    /* A person has let go: say it, and tell the page once. */
    settle() {
      this.marks.name();
      this.message.textContent = this.words.message();
      this.tell();
    }

    tell() {
      this.turn += 1;
      const { first, last, known, against, place } = this.view;
      const all = known === modules.states.FOR_EVER;
      modules.page.tell({ first: first, last: last, known: all ? null : known, against: against, place: place, turn: this.turn });
    }

    /* Take over the page's view. Of time and place it may know less than this map, while a person moves them. */
    show(numbers) {
      const before = this.view;
      const current = !before || (numbers.turn >= this.turn && !this.control.busy);
      const { first, last, place } = current ? numbers : before;
      const known = current ? (numbers.known === null ? modules.states.FOR_EVER : numbers.known) : before.known;
      this.turn = Math.max(this.turn, numbers.turn);
      this.view = {
        first: first, last: last, place: place, known: known, against: current ? numbers.against : before.against,
        measures: new Set(numbers.measures), statuses: new Set(numbers.statuses), attributions: new Set(numbers.attributions),
        confidence: numbers.confidence, origins: numbers.origins, language: numbers.language,
        coverage: before ? before.coverage : modules.page.readAddress("silence") === "1",
      };
      this.control.range = first !== last || Boolean(before && this.control.range && before.first === first && before.last === last);
      const filters = JSON.stringify([numbers.measures, numbers.statuses, numbers.attributions, numbers.confidence, numbers.origins, numbers.language, this.view.known, this.view.against]);
      if (filters === this.filters) this.redraw();
      else this.refilter();
      this.filters = filters;
      this.timeline.mark();
      this.scale.reveal(this.view.first);
      this.marks.name();
      if (!before) this.words.message(); // what the first view shows is where changes begin
    }

    /* What filters and knowledge leave, and all that follows from it. */
    refilter() {
      const { view, data } = this;
      const { states } = modules;
      this.now = states.filtered(data, view, view.known);
      this.then = view.against === null ? null : states.filtered(data, view, view.against);
      this.episodes = states.episodes(this.now);
      this.byKey = new Map();
      for (const episode of this.episodes) {
        if (!this.byKey.has(episode.key)) this.byKey.set(episode.key, []);
        this.byKey.get(episode.key).push(episode);
      }
      const shown = this.episodes.filter((episode) => episode.origins >= view.origins);
      this.control.histogram.take(shown, view.known);
      this.timeline.take(this.now, shown, view.language);
      this.redraw();
    }

    /* Draw the view as it is. */
    redraw() {
      if (!this.view || !this.now) return;
      const { view, now, then } = this;
      this.places = modules.states.placesInView(now, view);
      this.tally = now.tally.slice();
      const near = this.map.getZoom() >= modules.marks.ICON_ZOOM;
      const { scale } = this.marksScale();
      this.areas.draw(this.places, view, (group) => this.reach(group));
      const entries = then
        ? (found) => modules.marks.compared(then, now, view, found.place, scale)
        : (found) => modules.marks.entriesOf(now, view, found, scale, near);
      this.drawn = this.marks.draw(then ? this.placesOfBoth() : this.places, view, entries);
      this.banner.show(this.nation(now), this.data.layers, then && this.nation(then));
      this.coverage.draw(view, () => this.redraw());
      this.legend.show(view);
      this.names.draw(this.drawn, view, this.controlBoxes(), this.coverage.notes);
      this.control.show(this.words.tally(this.places));
      this.timeline.place();
      if (this.sources) this.sources.show();
    }

    /* Marks grow with the map, so that they are read from the back of a room. */
    marksScale() {
      return { scale: Math.min(1.6, Math.max(1, this.map.getSize().x / 820)) };
    }

    placesOfBoth() {
      const known = new Map(this.places.map((found) => [found.place, found]));
      for (const found of modules.states.placesInView(this.then, this.view)) {
        if (!known.has(found.place)) known.set(found.place, found);
      }
      return [...known.values()].sort((a, b) => a.place - b.place);
    }

    reach(group) {
      if (group.state !== modules.states.PROBABLY) return 1;
      return Math.round(modules.states.likelihood(this.now, group.row, this.view.first) * SHADES) / SHADES;
    }

    nation(table) {
      const place = this.data.places.findIndex((info) => info.id === "KP");
      return place < 0 ? [] : modules.states.measuresAt(table, this.view, place);
    }

    /* Where the controls lie, in pixels of the map's layer; measured anew when one of them has changed. */
    controlBoxes() {
      if (!this.controls || this.banner.changed || this.legend.changed) {
        const frame = this.map.getContainer().getBoundingClientRect();
        const boxes = this.map.getContainer().querySelectorAll(".leaflet-control");
        this.controls = Array.from(boxes, (box) => box.getBoundingClientRect()).map((box) => [box.left - frame.left, box.top - frame.top, box.right - frame.left, box.bottom - frame.top]);
        this.banner.changed = false;
        this.legend.changed = false;
      }
      const origin = this.map.containerPointToLayerPoint([0, 0]);
      return this.controls.map(([left, top, right, bottom]) => ({ left: left + origin.x, top: top + origin.y, right: right + origin.x, bottom: bottom + origin.y }));
    }

    /* The episode of a measure at a place on a day, or the last one before it. */
    episodeAt(key, day) {
      const own = (this.byKey.get(key) || []).filter((episode) => episode.first <= day);
      return own.find((episode) => episode.last >= day) || own[own.length - 1] || null;
    }

    episodeInWords(episode) {
      return this.words.episode(episode);
    }

    rememberSoon() {
      clearTimeout(this.reminder);
      this.reminder = setTimeout(() => {
        if (this.moved) this.rememberPosition();
        if (this.view && this.view.coverage) modules.page.writeAddress("silence", "1");
      }, 300);
    }

    /* Zoom and centre go into the page's address, so that a copied link restores them; no rerun. */
    rememberPosition() {
      const centre = this.map.getCenter();
      modules.page.writeAddress("map", [this.map.getZoom().toFixed(2), centre.lat.toFixed(3), centre.lng.toFixed(3)].join("~"));
    }
  }

  /* The position in the address: zoom, latitude and longitude, if they lie on the map. */
  function readPosition() {
    const text = modules.page.readAddress("map") || "";
    if (!/^\d+(\.\d+)?(~\d+(\.\d+)?){2}$/.test(text)) return null;
    const [zoom, latitude, longitude] = text.split("~").map(Number);
    const onMap = zoom >= 4 && zoom <= MAX_ZOOM && L.latLngBounds(modules.ground.COVERED).contains([latitude, longitude]);
    return onMap ? [zoom, latitude, longitude] : null;
  }

  /* What a file of its own carries in itself: text, or bytes as base64. */
  function carried(address, read) {
    const holder = document.querySelector(`script[data-address="${address}"]`);
    if (!holder) return null;
    if (read === "json") return JSON.parse(holder.textContent);
    return Uint8Array.from(atob(holder.textContent), (letter) => letter.charCodeAt(0)).buffer;
  }

  async function load(address, read) {
    const own = carried(address, read);
    if (own) return own;
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
    await Promise.race([document.fonts.load('13px "Reported Sans"').catch(() => null), pause(PATIENCE)]);
  }

  function pause(milliseconds) {
    return new Promise((done) => setTimeout(done, milliseconds));
  }

  /* The colours of the groups, by day and by night, as variables of the style sheet. */
  function color(layers) {
    layers.forEach((style, i) => {
      document.documentElement.style.setProperty(`--rm-layer-${i}`, `light-dark(${style.color}, ${style.color_dark})`);
      style.color = `var(--rm-layer-${i})`;
    });
  }

  async function mount(map, sources) {
    map.attributionControl.setPrefix("");
    map.zoomControl.setPosition("topright");
    map.setMaxZoom(MAX_ZOOM); // folium keeps it for tiles, of which there are none
    try {
      const [buffer, ground] = await Promise.all([load(sources.columns, "arrayBuffer"), load(sources.ground, "json"), dressed()]);
      begin(map, modules.states.unpack(buffer), ground, sources);
    } catch (error) {
      modules.legend.notice("The map could not be loaded. Load the page again.").addTo(map);
      throw error;
    }
  }

  function begin(map, data, ground, sources) {
    const position = readPosition();
    if (position) map.setView([position[1], position[2]], position[0], { animate: false });
    color(data.layers);
    atlas = new Atlas(map, data, ground, sources, position !== null);
    modules.atlas = atlas;
    const beside = document.getElementById("sources");
    if (beside && modules.sources) atlas.sources = new modules.sources.Sources(atlas, beside);
    if (waiting) atlas.show(waiting);
  }

  function show(view) {
    waiting = view;
    if (atlas) atlas.show(view);
  }

  Object.assign(window.reportedMeasures, { mount: mount, show: show, load: load });
})();
