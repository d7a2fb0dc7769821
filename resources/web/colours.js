/* Colours of the page and the map, light and dark, all from the house style. */
(function () {
  "use strict";
  const web = (window.webMap = window.webMap || {});
  const DARK = {
    ink: "#eef2f6", quiet: "#aab6c2", line: "#33404d", paper: "#141a21", land: "#1a222b", card: "#1b242d", accent: "#ffb27a", hover: "#25303b",
    unit_border: "#141a21", missing: "#232c36", missing_hatch: "#55626f", cluster: "#ffffff", cold_cluster: "#8cc4f0", halo: "#141a21",
    water: "#20394d", park: "#22382b", road: "#4a5866", boundary: "#c4ccd4", border: "#0d1217", casing: "#141a21", disc: "#ffffff", disc_text: "#141a21",
    current: "#6fcf7f", due: "#e8b04a", stale: "#ff8a80", unknown: "#aab6c2",
  };

  const parse = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  const mix = (first, second, share) => {
    const to = parse(second);
    return `#${parse(first).map((one, at) => Math.round(one + (to[at] - one) * share).toString(16).padStart(2, "0")).join("")}`;
  };

  /* On a dark ground the need glows: the ramp runs from dark to light. */
  const glowing = (ramp) => [mix(DARK.land, ramp[4], 0.38), mix(DARK.land, ramp[4], 0.9), ramp[3], ramp[2], ramp[1]];

  web.palette = (data, dark) => {
    const light = { ...data.colours, card: data.colours.paper, hover: "#f2f4f6", casing: "#ffffff", border: data.colours.frame, disc: data.colours.cluster, disc_text: "#ffffff" };
    const ramps = dark ? { need: glowing(data.ramps.need), indicator: glowing(data.ramps.indicator) } : data.ramps;
    return { ...(dark ? DARK : light), ramps, overlay: dark ? data.overlay.map((one) => mix(one, "#ffffff", 0.45)) : data.overlay };
  };

  /* Returns so many colours, evenly spread over the ramp. */
  web.spread = (ramp, count) => {
    if (count <= 1) return count ? [ramp[2]] : [];
    return Array.from({ length: count }, (_, at) => {
      const place = (at / (count - 1)) * (ramp.length - 1), low = Math.min(Math.floor(place), ramp.length - 2);
      return mix(ramp[low], ramp[low + 1], place - low);
    });
  };

  web.dress = (palette, fonts) => {
    const style = document.documentElement.style;
    for (const name of ["ink", "quiet", "line", "paper", "card", "accent", "hover", "land", "cluster", "cold_cluster", "disc", "disc_text", "current", "due", "stale", "unknown"]) {
      style.setProperty(`--${name}`, palette[name]);
    }
    style.setProperty("--need", palette.ramps.need[3]);
    style.setProperty("--fonts", [...fonts.map((font) => `"${font}"`), "system-ui", "sans-serif"].join(", "));
  };
})();
