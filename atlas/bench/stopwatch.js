/* In every frame of a measured page. Moments are milliseconds since 1970, since each frame's own clock starts when the
   frame does. Nothing here runs before the bench asks for it. */
window.stopwatch = (function () {
  "use strict";
  const now = () => performance.timeOrigin + performance.now();
  const frame = () => new Promise(requestAnimationFrame);
  const inner = () => Array.from(document.querySelectorAll("iframe"), (each) => each.contentWindow).filter(Boolean);
  const app = () => document.querySelector('[data-testid="stApp"]');
  let begun = null;
  let ended = null;

  /* What a page can show. All take the page's own document as the frame in which they are asked. */
  const shows = {
    /* Our map, drawn for a day, with the mark of a place; of any place if none is named. */
    map(day, place) {
      const mark = place ? `[data-place="${place}"]` : "[data-place]";
      return inner().some((each) => each.reportedMeasures?.atlas?.view?.first === day && each.document.querySelector(mark));
    },
    /* The plain map, made for a day. */
    plainMap: (day) => inner().some((each) => each.document.body?.dataset.day === String(day)),
    /* The day in words, with the page's elements all in place. */
    days: (words) => new RegExp("(^|\\D)" + words).test(app().querySelector(".st-key-view-words")?.textContent) && settled(),
    /* The panel of a place. */
    heading: (name) => Array.from(app().querySelectorAll("h1, h2, h3"), (each) => each.textContent).some((text) => text.includes(name)) && settled(),
    /* A page whose script is not running. */
    settled: () => settled(),
  };

  function settled() {
    return app()?.dataset.testScriptState === "notRunning";
  }

  /* Begin at the next event of this kind in this frame. */
  function beginAt(kind) {
    begun = new Promise((done) => addEventListener(kind, () => done(now()), { capture: true, once: true }));
  }

  /* End when this page shows something and has painted it: in the frame after the one that finds it. After a limit in milliseconds: never. */
  function endWhen(what, parameters, limit) {
    ended = shown(what, parameters, limit);
  }

  async function shown(what, parameters, limit) {
    const until = now() + limit;
    while (!shows[what](...parameters)) {
      if (now() > until) return null;
      await frame();
    }
    await frame();
    return now();
  }

  /* One step of a day in every frame, to and fro over ``days`` from ``first``; milliseconds of script and between frames. */
  async function scrub(first, days, steps) {
    const atlas = window.reportedMeasures.atlas;
    const script = [];
    const frames = [];
    let before = await frame();
    for (let step = 0; step < steps; step++) {
      const turn = step % (2 * days);
      const day = first + (turn < days ? turn : 2 * days - turn);
      const started = performance.now();
      atlas.setTime(day, day);
      script.push(performance.now() - started);
      if (atlas.view.first !== day) throw new Error(`the map did not go to day ${day}`);
      const next = await frame();
      frames.push(next - before);
      before = next;
    }
    return { script: script, frames: frames };
  }

  /* Where the Leaflet map of this frame is, and how near. */
  function position() {
    const map = Object.values(window).find((value) => value instanceof L.Map);
    return [map.getZoom(), map.getCenter().lat, map.getCenter().lng];
  }

  /* Marks that can be clicked: nothing lies over their centre. */
  function openMarks() {
    const free = (node) => {
      const box = node.getBoundingClientRect();
      const on = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
      return on && node.contains(on);
    };
    return Array.from(document.querySelectorAll("[data-place]")).filter(free).map((node) => node.dataset.place);
  }

  return {
    beginAt: beginAt, endWhen: endWhen, scrub: scrub, position: position, openMarks: openMarks,
    begun: () => begun, ended: () => ended, sinceNavigation: async () => (await ended) && (await ended) - performance.timeOrigin,
  };
})();
