/* Mounts the map of the gazetteer. mountPlaces() is called once by the map's own script, which never changes;
   showPlaces() with numbers and an id whenever the page's choice changes. */
(function () {
  "use strict";
  const modules = window.reportedMeasures;
  const PATIENCE = 2000; // milliseconds
  let drawn = null;
  let waiting = null;

  async function load(address) {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return answer.json();
  }

  /* Names are measured before they are placed: the style and the typeface must be there first. */
  async function dressed() {
    const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
    const until = performance.now() + PATIENCE;
    while (!getComputedStyle(document.documentElement).getPropertyValue("--rm-styled") && performance.now() < until) await pause(15);
    await Promise.race([document.fonts.load('13px "Reported Sans"').catch(() => null), pause(PATIENCE)]);
  }

  async function mountPlaces(map, sources) {
    map.attributionControl.setPrefix("");
    map.zoomControl.setPosition("topright");
    map.setMaxZoom(11); // folium keeps it for tiles, of which there are none
    try {
      const [block, ground] = await Promise.all([load(sources.places), load(sources.ground), dressed()]);
      drawn = new modules.PlacesMap(map, block.places, ground);
      modules.placesMap = drawn;
      if (waiting) drawn.show(waiting);
    } catch (error) {
      modules.placesWords.notice("The map could not be loaded. Load the page again.").addTo(map);
      throw error;
    }
  }

  function showPlaces(view) {
    waiting = view;
    if (drawn) drawn.show(view);
  }

  Object.assign(modules, { mountPlaces: mountPlaces, showPlaces: showPlaces });
})();
