/* What is on the screen, as the part of the address behind #: a link to it opens the same. */
(function () {
  "use strict";
  const web = (window.webMap = window.webMap || {});

  const fresh = (data) => ({
    active: 0, show: "index", on: ["clusters", "water", "parks", "roads", "areas"], unit: "", cluster: 0, swipe: null, at: null, dark: null,
    weights: data.challenges.map((one) => one.indicators.map((indicator) => indicator.weight)),
  });

  const own = (challenge, weights) => challenge.indicators.every((one, at) => one.weight === weights[at]);

  const numbers = (text) => (text || "").split(",").map(Number);

  /* Returns the state that the address tells; what it tells wrongly is as it is at first. */
  web.readState = (data) => {
    const state = fresh(data), told = new URLSearchParams(window.location.hash.slice(1));
    if (data.challenges[Number(told.get("c"))]) state.active = Number(told.get("c"));
    if (data.challenges[state.active].indicators.some((one) => one.id === told.get("show"))) state.show = told.get("show");
    if (told.has("on")) state.on = told.get("on").split(",").filter(Boolean);
    state.unit = told.get("unit") || "";
    state.cluster = Number(told.get("cluster")) || 0;
    if (told.has("swipe") && data.challenges.length > 1) state.swipe = Math.min(100, Math.max(0, Number(told.get("swipe")) || 0));
    const at = numbers(told.get("at"));
    if (at.length === 3 && at.every(Number.isFinite) && Math.abs(at[1]) <= 85) state.at = at;
    if (told.has("dark")) state.dark = told.get("dark") === "1";
    data.challenges.forEach((one, place) => {
      const weights = numbers(told.get(`w${place}`));
      const good = weights.length === one.indicators.length && weights.every((weight) => Number.isFinite(weight) && weight >= 0);
      if (good) state.weights[place] = weights;
    });
    return state;
  };

  web.writeState = (data, state) => {
    const told = [];
    const first = fresh(data);
    if (state.active) told.push(["c", state.active]);
    if (state.show !== "index") told.push(["show", state.show]);
    if (state.on.join() !== first.on.join()) told.push(["on", state.on.join()]);
    if (state.unit) told.push(["unit", state.unit]);
    if (state.cluster) told.push(["cluster", state.cluster]);
    if (state.swipe !== null) told.push(["swipe", state.swipe]);
    if (state.at) told.push(["at", state.at.map((one, at) => one.toFixed(at === 2 ? 2 : 5)).join()]);
    if (state.dark !== null) told.push(["dark", state.dark ? 1 : 0]);
    data.challenges.forEach((one, at) => {
      if (!own(one, state.weights[at])) told.push([`w${at}`, state.weights[at].join()]);
    });
    const hash = `#${told.map(([name, value]) => `${name}=${encodeURIComponent(value).replaceAll("%2C", ",")}`).join("&")}`;
    window.history.replaceState(null, "", hash);
  };

  web.ownWeights = own;
})();
