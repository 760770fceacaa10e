/* Words on the map of the gazetteer: a place's hint, messages, and the key. Set as text, never as HTML. */
(function () {
  "use strict";
  const KEY = [["named", "named in a report"], ["silent", "not named"], ["ring", "may lie anywhere in the ring"]];

  function node(name, className, text) {
    const made = document.createElement(name);
    made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function hint(place) {
    const box = node("div", "rm-tooltip");
    box.append(node("strong", "", place.name), place.korean ? " " + place.korean : "");
    box.append(node("div", "", place.level + (place.km ? `, within ${place.km} km` : "")));
    return box;
  }

  function notice(text) {
    const control = L.control({ position: "topleft" });
    control.onAdd = () => {
      const box = node("div", "rm-places-notice", text);
      box.setAttribute("role", "status");
      return box;
    };
    return control;
  }

  function key() {
    const control = L.control({ position: "bottomright" });
    control.onAdd = () => {
      const box = node("div", "rm-places-key");
      for (const [className, text] of KEY) {
        const entry = node("span", "rm-entry");
        entry.append(node("span", "rm-places-" + className), node("span", "", text));
        box.append(entry);
      }
      return box;
    };
    return control;
  }

  const words = { hint: hint, notice: notice, key: key };
  window.reportedMeasures = Object.assign(window.reportedMeasures || {}, { placesWords: words });
})();
