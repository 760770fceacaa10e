/* The packed columns, and the state of every measure at every place on the days of a view.
   The rules are those of corpus/state.py; a browser test holds the two together. */
(function () {
  "use strict";
  const FADE_DAYS = 30;

  function unpack(buffer) {
    const length = new DataView(buffer).getUint32(0, true);
    const tables = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
    const columns = {};
    tables.columns.forEach((name, i) => {
      columns[name] = new Uint16Array(buffer, 4 + length + 2 * i * tables.rows, tables.rows);
    });
    return Object.assign(tables, { column: columns });
  }

  /* For each place and group: its strongest state, the origins that give it, and the measures in words.
     Returns a Map from place number to {groups: Map(layer -> {state, since, origins}), measures: [...]} */
  function placesInView(data, view) {
    const joint = jointStates(data, view);
    const places = new Map();
    for (const found of joint.values()) {
      const measure = data.measures[found.measure];
      const place = places.get(found.place) || { groups: new Map(), measures: [] };
      places.set(found.place, place);
      place.measures.push({ label: measure.label, layer: measure.layer, state: data.states[found.state], origins: found.origins.size });
      const group = place.groups.get(measure.layer);
      if (!group || found.state < group.state) {
        place.groups.set(measure.layer, { state: found.state, since: found.since, origins: new Set(found.origins) });
      } else if (found.state === group.state) {
        found.origins.forEach((origin) => group.origins.add(origin));
        group.since = Math.max(group.since, found.since);
      }
    }
    return places;
  }

  function jointStates(data, view) {
    const column = data.column;
    const inForce = data.states.indexOf("in_force");
    const lifted = data.states.indexOf("lifted");
    const oneDay = view.first === view.last;
    const joint = new Map();
    for (let i = 0; i < data.rows; i++) {
      const first = column.first[i];
      if (first > view.last || column.last[i] < view.first) continue;
      if (!view.measures.has(column.measure[i]) || !view.statuses.has(column.status[i])) continue;
      const state = column.state[i];
      if (state === lifted && first + FADE_DAYS < view.first) continue;
      const key = column.place[i] * data.measures.length + column.measure[i];
      let found = joint.get(key);
      if (!found) {
        found = { place: column.place[i], measure: column.measure[i], state: state, since: first, bySource: [] };
        joint.set(key, found);
      }
      found.bySource.push(state, column.origin[i]);
      const newer = first > found.since || (first === found.since && state < found.state);
      const wins = state === inForce || (found.state !== inForce && (oneDay ? newer : state < found.state));
      if (wins) Object.assign(found, { state: state, since: state === found.state ? Math.max(first, found.since) : first });
    }
    for (const found of joint.values()) {
      // Only origins that give the measure this state count for it.
      found.origins = new Set(found.bySource.filter((_, i) => i % 2 && found.bySource[i - 1] === found.state));
    }
    return joint;
  }

  /* 1 on the day of the lifting, 0 when it has faded. */
  function fade(group, view) {
    return Math.max(0, 1 - Math.max(0, view.first - group.since) / FADE_DAYS);
  }

  window.reportedMeasures = Object.assign(window.reportedMeasures || {}, { states: { unpack: unpack, placesInView: placesInView, fade: fade } });
})();
